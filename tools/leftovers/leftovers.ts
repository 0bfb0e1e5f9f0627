/** What `aws resourcegroupstaggingapi get-resources` says of one resource. */
export interface TaggedResource {
  readonly ResourceARN: string;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** A condition on tags: all keys at once, each with one of its values, or with any. */
export type TagFilter = Readonly<Record<string, readonly string[]>>;

/** What stands at AWS for the stack, and is not Pulumi's to delete. */
export interface Leftover {
  readonly arn: string;
  /** Absent where this tool does not know what it is. */
  readonly kind?: string;
  /** Shell command that removes it; absent for the same reason. */
  readonly command?: string;
}

/** As far as Pulumi's state tells what the next destroy would take. */
export interface StateFacts {
  /** Physical ids and ARNs. */
  readonly identities: ReadonlySet<string>;
  /** While the cluster stands, what EKS runs for it is no leftover. */
  readonly hasCluster: boolean;
}

interface Kind {
  readonly kind: string;
  /** What follows the account in the ARN; the first group goes into the command. */
  readonly arn: RegExp;
  readonly command: (name: string, arn: string) => string;
}

const ec2 = (kind: string, type: string, verb: string, option: string): Kind => ({
  kind,
  arn: new RegExp(`^ec2:${type}/(.+)$`),
  command: (id) => `ec2 ${verb} ${option} ${id}`,
});

/**
 * In the order of removal: what is in use goes after what uses it. A load balancer holds its groups and interfaces, an
 * instance its interfaces and volumes; interfaces hold security groups, and both hold subnets and the VPC.
 */
const KINDS: readonly Kind[] = [
  {
    kind: "load balancer",
    arn: /^elasticloadbalancing:loadbalancer\/(?:app|net|gwy)\/(.+)$/,
    command: (_, arn) => `elbv2 delete-load-balancer --load-balancer-arn ${arn}`,
  },
  {
    kind: "classic load balancer",
    arn: /^elasticloadbalancing:loadbalancer\/([^/]+)$/,
    command: (name) => `elb delete-load-balancer --load-balancer-name ${name}`,
  },
  {
    kind: "target group",
    arn: /^elasticloadbalancing:targetgroup\/(.+)$/,
    command: (_, arn) => `elbv2 delete-target-group --target-group-arn ${arn}`,
  },
  ec2("instance", "instance", "terminate-instances", "--instance-ids"),
  ec2("launch template", "launch-template", "delete-launch-template", "--launch-template-id"),
  ec2("network interface", "network-interface", "delete-network-interface", "--network-interface-id"),
  ec2("elastic IP address", "elastic-ip", "release-address", "--allocation-id"),
  ec2("security group", "security-group", "delete-security-group", "--group-id"),
  ec2("volume", "volume", "delete-volume", "--volume-id"),
  ec2("snapshot", "snapshot", "delete-snapshot", "--snapshot-id"),
  {
    kind: "log group",
    arn: /^logs:log-group:(.+?)(?::\*)?$/,
    command: (name) => `logs delete-log-group --log-group-name ${name}`,
  },
];

/** Tags by which EKS knows what it runs for a cluster: nodes and their interfaces, launch templates, the security group. */
const RUN_BY_EKS = ["aws:eks:cluster-name", "eks:cluster-name", "eks:nodegroup-name", "cluster.k8s.amazonaws.com/name"];

/**
 * The conditions under which something belongs to a stack, one request each: the stack's own tags, and those that
 * controllers put on what they make for its cluster.
 *
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/integrations/tagging/
 */
export function tagFilters(clusterName: string, stackTags: Readonly<Record<string, string>>): readonly TagFilter[] {
  return [
    Object.fromEntries(Object.entries(stackTags).map(([key, value]) => [key, [value]])),
    { [`kubernetes.io/cluster/${clusterName}`]: [] },
    { "elbv2.k8s.aws/cluster": [clusterName] },
    { "eks:eks-cluster-name": [clusterName] },
    { "cluster.k8s.amazonaws.com/name": [clusterName] },
  ];
}

/** What the tags found and the state does not hold, each once, in the order of removal; the unknown comes last. */
export function leftovers(found: readonly TaggedResource[], state: StateFacts, region: string): readonly Leftover[] {
  const strays = new Map(
    found
      .filter(({ ResourceARN: arn }) => !isHeld(arn, state.identities))
      .filter(({ Tags }) => !(state.hasCluster && Tags.some(({ Key }) => RUN_BY_EKS.includes(Key))))
      .map(({ ResourceARN: arn }) => [arn, classify(arn, region)]),
  );
  return [...strays.values()]
    .sort((one, other) => one.rank - other.rank || (one.leftover.arn < other.leftover.arn ? -1 : 1))
    .map(({ leftover }) => leftover);
}

/** Reads `pulumi stack export`. */
export function stateFacts(deployment: {
  readonly resources?: readonly {
    readonly type: string;
    readonly id?: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
  }[];
}): StateFacts {
  const { resources = [] } = deployment;
  const identities = resources.flatMap(({ id, outputs }) => [id, outputs?.["arn"]]);
  return {
    identities: new Set(identities.filter((identity): identity is string => typeof identity === "string")),
    hasCluster: resources.some(({ type }) => type === "aws:eks/cluster:Cluster"),
  };
}

function isHeld(arn: string, identities: ReadonlySet<string>): boolean {
  const [, name = arn] = /[:/]([^:/]+)$/.exec(arn) ?? [];
  return identities.has(arn) || identities.has(name);
}

function classify(arn: string, region: string): { readonly rank: number; readonly leftover: Leftover } {
  const [, , service = "", , , ...rest] = arn.split(":");
  const place = `${service}:${rest.join(":")}`;
  for (const [rank, { kind, arn: pattern, command }] of KINDS.entries()) {
    const [, name] = pattern.exec(place) ?? [];
    if (name === undefined) continue;
    return { rank, leftover: { arn, kind, command: `aws ${command(name, arn)} --region ${region}` } };
  }
  return { rank: KINDS.length, leftover: { arn } };
}
