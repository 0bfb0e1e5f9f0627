import type { Properties } from "../read/engine-event";
import { valueAt } from "../read/property";
import type { ChangedInputs } from "./changed-inputs";
import { awsName, RESOURCE_DOCUMENTS } from "./documents";
import { openStatements } from "./everybody";
import { lostBlocks } from "./public-access-blocks";
import { openPorts } from "./sources";
import { isUnknown, record, undecided, values } from "./words";

/** Finds what the internet can reach by the inputs of a resource: one sentence for each way. */
type Finder = (inputs: Properties) => readonly string[];

/** Finds a value of a property that makes a resource public. */
function whenAt(path: string, publicValues: readonly unknown[], sentence: string): Finder {
  return (inputs) => {
    const value = valueAt(inputs, path);
    if (isUnknown(value)) return [undecided("whether the resource becomes public", `\`${path}\` is`)];
    return publicValues.includes(value) ? [sentence] : [];
  };
}

const PUBLIC_LOAD_BALANCER = whenAt(
  "internal",
  [undefined, false],
  "The load balancer is reachable from the internet.",
);
const PUBLIC_DATABASE = whenAt("publiclyAccessible", [true], "The database has a public IP address.");
const PUBLIC_INSTANCE = whenAt("associatePublicIpAddress", [true], "The instance gets a public IP address.");
const PUBLIC_ACL = whenAt(
  "acl",
  ["public-read", "public-read-write", "authenticated-read"],
  "The ACL lets everybody read the bucket.",
);

const AWS_FINDERS: Readonly<Record<string, Finder>> = {
  "alb/loadBalancer": PUBLIC_LOAD_BALANCER,
  "dms/replicationInstance": PUBLIC_DATABASE,
  "docdb/clusterInstance": PUBLIC_DATABASE,
  "ec2/amiLaunchPermission": whenAt("group", ["all"], "Everybody can start instances from the AMI."),
  "ec2/defaultSecurityGroup": openIngress,
  "ec2/instance": PUBLIC_INSTANCE,
  "ec2/launchConfiguration": PUBLIC_INSTANCE,
  "ec2/launchTemplate": ({ networkInterfaces }) =>
    values(networkInterfaces)
      .map(record)
      .flatMap(
        whenAt("associatePublicIpAddress", [true, "true"], "Instances of the template get public IP addresses."),
      ),
  "ec2/securityGroup": openIngress,
  "ec2/securityGroupRule": (rule) => (rule["type"] === "ingress" ? openRule(rule) : []),
  "ec2/subnet": whenAt("mapPublicIpOnLaunch", [true], "Every instance in the subnet gets a public IP address."),
  "eks/cluster": openKubernetesApi,
  "elb/loadBalancer": PUBLIC_LOAD_BALANCER,
  "lambda/functionUrl": whenAt("authorizationType", ["NONE"], "Everybody can call the URL of the function."),
  "lambda/layerVersionPermission": ({ principal, organizationId }) =>
    principal === "*" && organizationId === undefined ? ["Everybody can use the layer."] : [],
  "lambda/permission": ({ principal, principalOrgId, sourceAccount, sourceArn }) =>
    principal === "*" && [principalOrgId, sourceAccount, sourceArn].every((limit) => limit === undefined)
      ? ["Everybody can call the function."]
      : [],
  "lb/loadBalancer": PUBLIC_LOAD_BALANCER,
  "mq/broker": whenAt("publiclyAccessible", [true], "The broker has a public IP address."),
  "neptune/clusterInstance": PUBLIC_DATABASE,
  "rds/clusterInstance": PUBLIC_DATABASE,
  "rds/instance": PUBLIC_DATABASE,
  "redshift/cluster": PUBLIC_DATABASE,
  "redshiftserverless/workgroup": PUBLIC_DATABASE,
  "s3/bucket": PUBLIC_ACL,
  "s3/bucketAcl": PUBLIC_ACL,
  "s3/bucketAclV2": PUBLIC_ACL,
  "s3/bucketV2": PUBLIC_ACL,
  "vpc/securityGroupIngressRule": (rule) =>
    openPorts(rule, [rule["cidrIpv4"], rule["cidrIpv6"]], [rule["prefixListId"]]),
};

const KUBERNETES_FINDERS: Readonly<Record<string, Finder>> = {
  "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams": whenAt(
    "spec.scheme",
    ["internet-facing"],
    "Its load balancers are reachable from the internet.",
  ),
  "kubernetes:networking.k8s.io/v1:Ingress": internetFacing,
  "kubernetes:core/v1:Service": internetFacing,
};

/** What the internet can reach after a change and could not reach before. */
export function exposures({ type, before, after }: ChangedInputs): readonly string[] {
  const name = awsName(type);
  const document = RESOURCE_DOCUMENTS[name];
  const find = (inputs: Properties | undefined): readonly string[] =>
    inputs === undefined
      ? []
      : [
          ...((KUBERNETES_FINDERS[type] ?? AWS_FINDERS[name])?.(inputs) ?? []),
          ...(document === undefined ? [] : openStatements(inputs, document)),
        ];
  const known = new Set(find(before));
  return [...find(after).filter((text) => !known.has(text)), ...lostBlocks(name, before, after)];
}

function openIngress({ ingress }: Properties): readonly string[] {
  if (isUnknown(ingress)) return [undecided("who can connect", "`ingress` is")];
  return values(ingress).map(record).flatMap(openRule);
}

function openRule(rule: Properties): readonly string[] {
  const cidrs = [...values(rule["cidrBlocks"]), ...values(rule["ipv6CidrBlocks"])];
  return openPorts(rule, cidrs, values(rule["prefixListIds"]));
}

/** AWS admits every address to a public endpoint without a list. */
function openKubernetesApi({ vpcConfig }: Properties): readonly string[] {
  const { endpointPublicAccess, publicAccessCidrs } = record(vpcConfig);
  if (endpointPublicAccess === false) return [];
  const cidrs = values(publicAccessCidrs);
  if ([endpointPublicAccess, ...cidrs].some(isUnknown))
    return [undecided("who can connect to the Kubernetes API", "the settings of its public endpoint are")];
  return (cidrs.length === 0 ? ["0.0.0.0/0"] : cidrs).map(
    (cidr) => `The Kubernetes API accepts connections from \`${String(cidr)}\`.`,
  );
}

function internetFacing({ metadata }: Properties): readonly string[] {
  const annotations = record(record(metadata)["annotations"]);
  const schemes = ["alb.ingress.kubernetes.io/scheme", "service.beta.kubernetes.io/aws-load-balancer-scheme"];
  return schemes.some((key) => annotations[key] === "internet-facing")
    ? ["Its load balancer is reachable from the internet."]
    : [];
}
