import { AWS_API_CALLER_KEYS, AWS_API_CALLERS, type AwsApiCallerKey } from "../../domain/cluster/aws-api-callers";
import {
  absentEndpoint,
  ENDPOINT_AVAILABILITY_AS_OF,
  SUPERSEDED_ENDPOINTS,
} from "../../domain/network/endpoint-availability";
import { ENDPOINT_BUNDLES, endpointServices } from "../../domain/network/endpoint-bundles";
import { edit, type Finding, type FixStep, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Network = NonNullable<ReadableParts["network"]>;
type Cluster = NonNullable<ReadableParts["cluster"]>;

const ENDPOINTS: Path = ["network", "interfaceEndpoints"];
const SERVICES: Path = [...ENDPOINTS, "services"];
const REGION: Path = ["aws", "region"];

/**
 * Whether private subnets lead nowhere but to endpoints. A VPC that exists already may have any way out, and a transit
 * gateway may lead to the internet.
 */
export function reachesOnlyEndpoints({ nat, existing, transitGateway }: Network): boolean {
  if (nat !== "none" || existing !== undefined) return false;
  return transitGateway?.destinations.includes("0.0.0.0/0") !== true;
}

/** EC2 refuses what a Region does not have: `InvalidServiceName`. One finding, so that no fix moves another's index. */
const endpointsExistInTheRegion: Rule = function* ({ network, aws }) {
  if (network === undefined || aws === undefined) return;
  const { bundles, services } = network.interfaceEndpoints;
  const isAbsent = (service: string): boolean => absentEndpoint(service, aws.region) !== undefined;
  const places: Path[] = [
    ...bundles.flatMap((bundle, index) =>
      ENDPOINT_BUNDLES[bundle].some(isAbsent) ? [[...ENDPOINTS, "bundles", index]] : [],
    ),
    ...services.flatMap((service, index) => (isAbsent(service) ? [[...SERVICES, index]] : [])),
  ];
  const [path] = places;
  if (path === undefined) return;
  const absent = endpointServices(network.interfaceEndpoints).flatMap((service) => {
    const found = absentEndpoint(service, aws.region);
    return found === undefined ? [] : [`${service} (${found.instead})`];
  });
  yield {
    path,
    message: `AWS has no such interface endpoint in this Region, as of ${ENDPOINT_AVAILABILITY_AS_OF}: ${absent.join("; ")}.`,
    because: [REGION, ...places.slice(1)],
    allowed: "services that the Region has, those of a bundle one by one",
    fix: withoutAbsent(network, places, isAbsent),
  };
};

/** Removes the places, and names the other services of their bundles one by one. */
function withoutAbsent(
  { interfaceEndpoints }: Network,
  places: readonly Path[],
  isAbsent: (service: string) => boolean,
): FixStep[] {
  const isKept =
    (list: string) =>
    (_: string, index: number): boolean =>
      !places.some((place) => place.at(-2) === list && place.at(-1) === index);
  const bundles = interfaceEndpoints.bundles.filter(isKept("bundles"));
  const services = interfaceEndpoints.services.filter(isKept("services"));
  const named = endpointServices({ bundles, services });
  const additions = endpointServices(interfaceEndpoints).filter(
    (service) => !named.includes(service) && !isAbsent(service),
  );
  return [
    // From the last one on, so that no removal moves another.
    ...[...places].reverse().map(remove),
    ...additions.map((service, index) => set([...SERVICES, services.length + index], service)),
  ];
}

const endpointsAreStillCalled: Rule = function* ({ network, aws }) {
  if (network === undefined || aws === undefined) return;
  for (const [index, service] of network.interfaceEndpoints.services.entries()) {
    const successor = SUPERSEDED_ENDPOINTS[service];
    if (successor === undefined || absentEndpoint(service, aws.region) !== undefined) continue;
    const path: Path = [...SERVICES, index];
    yield {
      path,
      message: `Nodes call ${successor} in place of ${service}: the endpoint costs $7.30 a month in each zone and carries nothing.`,
      fix: [remove(path)],
      warning: true,
    };
  }
};

const addonsReachAws: Rule = function* ({ network, aws, cluster }) {
  if (network === undefined || aws === undefined || cluster === undefined || !reachesOnlyEndpoints(network)) return;
  const reachable = endpointServices(network.interfaceEndpoints);
  for (const key of AWS_API_CALLER_KEYS) {
    const path = placeOf(key, cluster);
    const { name, services, otherwise } = AWS_API_CALLERS[key];
    const unreachable = services.filter((service) => !reachable.includes(service) && isCalled(service, cluster));
    if (path === undefined || unreachable.length === 0) continue;
    yield {
      path,
      message: `Without NAT ${name} cannot call ${unreachable.join(", ")} unless something else leads there (a transit gateway): ${otherwise}.`,
      because: [["network", "nat"], ENDPOINTS],
      ...reach(unreachable, network, aws.region),
      warning: true,
    };
  }
};

/** Karpenter asks ARC only where the cluster takes part in zonal shifts. */
function isCalled(service: string, { zonalShift }: Cluster): boolean {
  return service !== "arc-zonal-shift" || zonalShift;
}

/** Where the stack file turns it on; undefined where it does not. */
export function placeOf(key: AwsApiCallerKey, cluster: Cluster): Path | undefined {
  switch (key) {
    case "karpenter":
    case "loadBalancerController":
    case "externalSecrets":
      return cluster[key] === undefined ? undefined : ["cluster", key];
    case "aws-efs-csi-driver":
    case "external-dns":
    case "amazon-cloudwatch-observability":
      return cluster.optionalAddons[key] === undefined ? undefined : ["cluster", "optionalAddons", key];
  }
}

/** Adds the endpoints, unless AWS does not offer one of them. */
function reach(services: readonly string[], network: Network, region: string): Pick<Finding, "allowed" | "fix"> {
  const [absent] = services.filter((service) => absentEndpoint(service, region) !== undefined);
  const instead = absent === undefined ? undefined : absentEndpoint(absent, region)?.instead;
  if (absent !== undefined && instead !== undefined) {
    return { fix: [edit(`lead private subnets there by NAT or a transit gateway; of ${absent}: ${instead}`)] };
  }
  const start = network.interfaceEndpoints.services.length;
  return {
    allowed: `with ${services.join(", ")} in network.interfaceEndpoints`,
    fix: services.map((service, index) => set([...SERVICES, start + index], service)),
  };
}

/**
 * The controller asks AWS WAF and Shield about each Application Load Balancer unless it is told not to.
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
const loadBalancersNeedNoProtection: Rule = function* ({ network, cluster }) {
  if (network === undefined || cluster?.loadBalancerController === undefined) return;
  if (cluster.loadBalancerController.isolatedVpc || !reachesOnlyEndpoints(network)) return;
  const path: Path = ["cluster", "loadBalancerController", "isolatedVpc"];
  yield {
    path,
    message:
      "Without NAT the load balancer controller waits for AWS WAF and Shield, which it asks about each load balancer of an Ingress, unless something else leads there (a transit gateway).",
    because: [["network", "nat"]],
    allowed: "true, with which it asks neither",
    fix: [set(path, true)],
    warning: true,
  };
};

const endpointServicesAreNamedOnce: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { bundles, services } = network.interfaceEndpoints;
  for (const [index, service] of services.entries()) {
    const bundle = bundles.findIndex((name) => endpointServices({ bundles: [name], services: [] }).includes(service));
    if (bundle === -1) continue;
    const path: Path = ["network", "interfaceEndpoints", "services", index];
    yield {
      path,
      message: "Already part of a bundle.",
      because: [["network", "interfaceEndpoints", "bundles", bundle]],
      fix: [remove(path)],
    };
  }
};

const readableBucketsOpenSomething: Rule = function* ({ network, aws }) {
  if (network === undefined || aws === undefined) return;
  if (network.readableBuckets.length === 0 || aws.organizationId !== undefined) return;
  const path: Path = ["network", "readableBuckets"];
  yield {
    path,
    message: "`readableBuckets` has no effect without `aws.organizationId`: the S3 endpoint is open to every bucket.",
    allowed: "with aws.organizationId, or none",
    fix: [remove(path)],
    warning: true,
  };
};

export const endpointsRules: readonly Rule[] = [
  endpointServicesAreNamedOnce,
  endpointsExistInTheRegion,
  endpointsAreStillCalled,
  addonsReachAws,
  loadBalancersNeedNoProtection,
  readableBucketsOpenSomething,
];
