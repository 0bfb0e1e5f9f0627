import type { ChangedInputs } from "./changed-inputs";
import type { Properties } from "../read/engine-event";
import { statementsOf } from "./statements";

const EVERYBODY: ReadonlySet<unknown> = new Set(["0.0.0.0/0", "::/0"]);

/** Finds what the internet can reach by the inputs of a resource: one sentence for each way. */
type Finder = (inputs: Properties, before: Properties | undefined) => readonly string[];

const FINDERS: Readonly<Record<string, Finder>> = {
  "aws:ec2/securityGroup:SecurityGroup": ({ ingress }) =>
    records(ingress).flatMap((rule) =>
      openPorts(rule, [...values(rule["cidrBlocks"]), ...values(rule["ipv6CidrBlocks"])]),
    ),
  "aws:ec2/securityGroupRule:SecurityGroupRule": (rule) =>
    rule["type"] === "ingress"
      ? openPorts(rule, [...values(rule["cidrBlocks"]), ...values(rule["ipv6CidrBlocks"])])
      : [],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (rule) =>
    openPorts(rule, [rule["cidrIpv4"], rule["cidrIpv6"]]),
  "aws:eks/cluster:Cluster": ({ vpcConfig }) => {
    const { endpointPublicAccess, publicAccessCidrs } = record(vpcConfig);
    if (endpointPublicAccess === false) return [];
    const sources = values(publicAccessCidrs ?? ["0.0.0.0/0"]);
    return sources.map((cidr) => `The Kubernetes API accepts connections from \`${String(cidr)}\`.`);
  },
  "aws:ec2/subnet:Subnet": ({ mapPublicIpOnLaunch }) =>
    mapPublicIpOnLaunch === true ? ["Every instance in the subnet gets a public IP address."] : [],
  "aws:lb/loadBalancer:LoadBalancer": ({ internal }) =>
    internal === true ? [] : ["The load balancer is reachable from the internet."],
  "aws:rds/instance:Instance": ({ publiclyAccessible }) =>
    publiclyAccessible === true ? ["The database has a public IP address."] : [],
  "aws:ec2/instance:Instance": ({ associatePublicIpAddress }) =>
    associatePublicIpAddress === true ? ["The instance gets a public IP address."] : [],
  "aws:lambda/functionUrl:FunctionUrl": ({ authorizationType }) =>
    authorizationType === "NONE" ? ["Everybody can call the URL of the function."] : [],
  "kubernetes:networking.k8s.io/v1:Ingress": internetFacing,
  "kubernetes:core/v1:Service": internetFacing,
};

const RESOURCE_POLICIES =
  /^aws:(s3\/bucketPolicy|sqs\/queuePolicy|sns\/topicPolicy|ecr\/repositoryPolicy|kms\/key|kms\/keyPolicy|secretsmanager\/secretPolicy):/;
const PUBLIC_ACCESS_BLOCKS = /^aws:s3\/(bucket|account)PublicAccessBlock:/;
const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** What the internet can reach after a change and could not reach before. */
export function exposures({ type, before, after }: ChangedInputs): readonly string[] {
  if (PUBLIC_ACCESS_BLOCKS.test(type)) return loosenedBlocks(before, after);
  const find = RESOURCE_POLICIES.test(type) ? publicStatements : FINDERS[type];
  if (find === undefined || after === undefined) return [];
  const known = new Set(before === undefined ? [] : find(before, undefined));
  return find(after, before).filter((text) => !known.has(text));
}

function openPorts(rule: Properties, sources: readonly unknown[]): readonly string[] {
  const { fromPort, toPort, protocol, ipProtocol } = rule;
  const [from, to, kind] = [fromPort, toPort, protocol ?? ipProtocol].map((value) =>
    ["string", "number"].includes(typeof value) ? String(value as string | number) : "",
  );
  const ports =
    kind === "-1" || from === ""
      ? "all ports"
      : from === to
        ? `port ${from ?? ""}`
        : `ports ${from ?? ""} to ${to ?? ""}`;
  return sources
    .filter((source) => EVERYBODY.has(source))
    .map((source) => `\`${String(source)}\` can connect to ${ports}.`);
}

function loosenedBlocks(before: Properties | undefined, after: Properties | undefined): readonly string[] {
  if (before === undefined) return [];
  const loosened = BLOCKS.filter((key) => before[key] === true && after?.[key] !== true);
  if (loosened.length === 0) return [];
  if (after === undefined) return ["The block of public access is deleted."];
  return [`The block of public access no longer sets ${loosened.map((key) => `\`${key}\``).join(", ")}.`];
}

function publicStatements({ policy }: Properties): readonly string[] {
  return (statementsOf(policy) ?? [])
    .filter(({ effect, principals, condition }) => effect === "Allow" && principals.includes("*") && condition === "")
    .map(({ actions }) => `The policy allows everybody ${actions.map((action) => `\`${action}\``).join(", ")}.`);
}

function internetFacing({ metadata }: Properties): readonly string[] {
  const annotations = record(record(metadata)["annotations"]);
  const schemes = ["alb.ingress.kubernetes.io/scheme", "service.beta.kubernetes.io/aws-load-balancer-scheme"];
  return schemes.some((key) => annotations[key] === "internet-facing")
    ? ["Its load balancer is reachable from the internet."]
    : [];
}

function record(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Properties) : {};
}

function records(value: unknown): readonly Properties[] {
  return values(value).map(record);
}

function values(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
