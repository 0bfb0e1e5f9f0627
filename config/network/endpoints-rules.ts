import { INTERNET } from "../../domain/network/address-ranges";
import { AWS_API_CALLERS, type AwsApiCallerKey, isController } from "../../domain/cluster/aws-api-callers";
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
 * Whether private subnets have routes to endpoints only. An existing VPC may have any routes, and a transit gateway may
 * lead to the internet.
 */
export function reachesOnlyEndpoints({ nat, existing, transitGateway }: Network): boolean {
  if (nat !== "none" || existing !== undefined) return false;
  return transitGateway?.destinations.includes(INTERNET) !== true;
}

/** EC2 answers `InvalidServiceName`. One finding for all services, so that no fix changes the index of another. */
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
    code: "network/endpoint-not-in-region",
    path,
    message: `AWS does not offer these interface endpoints in this Region, as of ${ENDPOINT_AVAILABILITY_AS_OF}: ${absent.join("; ")}.`,
    because: [REGION, ...places.slice(1)],
    allowed: "services that the Region offers; list those of a bundle in services",
    fix: withoutAbsent(network, places, isAbsent),
  };
};

/** Removes the entries, and adds the other services of removed bundles to `services`. */
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
    // In reverse order, so that no removal changes the index of another.
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
      code: "network/superseded-endpoint",
      path,
      message: `Nodes call ${successor} instead of ${service}: the endpoint costs $7.30 a month in each zone and carries no traffic.`,
      fix: [remove(path)],
      warning: true,
    };
  }
};

const addonsReachAws: Rule = function* ({ network, aws, cluster }) {
  if (network === undefined || aws === undefined || cluster === undefined || !reachesOnlyEndpoints(network)) return;
  const reachable = endpointServices(network.interfaceEndpoints);
  for (const [key, { name, services, otherwise }] of AWS_API_CALLERS) {
    const path = placeOf(key, cluster);
    const unreachable = services.filter((service) => !reachable.includes(service) && isCalled(key, service, cluster));
    if (path === undefined || unreachable.length === 0) continue;
    yield {
      code: "network/addon-without-endpoint",
      path,
      message: `Without NAT, ${name} cannot call ${unreachable.join(", ")} unless a transit gateway leads there: ${otherwise}.`,
      because: [["network", "nat"], ENDPOINTS],
      ...reach(unreachable, network, aws.region),
      warning: true,
    };
  }
};

/** Karpenter calls ARC only where `cluster.zonalShift` is on, and KEDA calls CloudWatch only where it may read metrics. */
export function isCalled(key: AwsApiCallerKey, service: string, { zonalShift, keda }: Cluster): boolean {
  if (key === "keda" && service === "monitoring") return keda?.cloudWatchMetrics === true;
  return service !== "arc-zonal-shift" || zonalShift;
}

/** The path of the key that turns the add-on on; undefined where the stack file does not. */
export function placeOf(key: AwsApiCallerKey, cluster: Cluster): Path | undefined {
  if (isController(key)) return cluster[key] === undefined ? undefined : ["cluster", key];
  return cluster.optionalAddons[key] === undefined ? undefined : ["cluster", "optionalAddons", key];
}

/** A fix that adds the endpoints, in words where AWS does not offer one of them in the Region. */
function reach(services: readonly string[], network: Network, region: string): Pick<Finding, "allowed" | "fix"> {
  const [absent] = services.filter((service) => absentEndpoint(service, region) !== undefined);
  const instead = absent === undefined ? undefined : absentEndpoint(absent, region)?.instead;
  if (absent !== undefined && instead !== undefined) {
    return {
      fix: [
        edit(`route private subnets through NAT or a transit gateway; AWS does not offer ${absent} here: ${instead}`),
      ],
    };
  }
  const start = network.interfaceEndpoints.services.length;
  return {
    allowed: `${services.join(", ")} in network.interfaceEndpoints.services`,
    fix: services.map((service, index) => set([...SERVICES, start + index], service)),
  };
}

/**
 * The controller calls AWS WAF and AWS Shield for each Application Load Balancer, unless `isolatedVpc` turns that off.
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
const loadBalancerControllerReachesWaf: Rule = function* ({ network, cluster }) {
  if (network === undefined || cluster?.loadBalancerController === undefined) return;
  if (cluster.loadBalancerController.isolatedVpc || !reachesOnlyEndpoints(network)) return;
  const path: Path = ["cluster", "loadBalancerController", "isolatedVpc"];
  yield {
    code: "network/load-balancer-controller-needs-waf",
    path,
    message:
      "Without NAT, the load balancer controller cannot call AWS WAF and AWS Shield, which it does for each load balancer of an Ingress, unless a transit gateway leads there.",
    because: [["network", "nat"]],
    allowed: "true, which turns these calls off",
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
      code: "network/duplicate-endpoint",
      path,
      message: "The service is already part of a bundle in `network.interfaceEndpoints.bundles`.",
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
    code: "network/readable-buckets-without-organization",
    path,
    message: "`readableBuckets` has no effect without `aws.organizationId`: the S3 endpoint allows every bucket.",
    allowed: "aws.organizationId set, or no readableBuckets",
    fix: [remove(path)],
    warning: true,
  };
};

export const endpointsRules: readonly Rule[] = [
  endpointServicesAreNamedOnce,
  endpointsExistInTheRegion,
  endpointsAreStillCalled,
  addonsReachAws,
  loadBalancerControllerReachesWaf,
  readableBucketsOpenSomething,
];
