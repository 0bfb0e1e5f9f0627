import { clusterFilters, exactFilter, type TagFilter } from "../../domain/tags/tag-filters";
import type { Tags } from "../../domain/tags/tags";

/** One resource in the output of `aws resourcegroupstaggingapi get-resources`. */
export interface TaggedResource {
  readonly ResourceARN: string;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** An AWS resource of the stack that is not in Pulumi's state. */
export interface Leftover {
  readonly arn: string;
  /** Omitted for resource types that this tool does not know. */
  readonly kind?: string;
  /** Shell command that deletes the resource; omitted for unknown resource types. */
  readonly command?: string;
}

/** The resources in Pulumi's state. */
export interface StateFacts {
  /** Physical IDs and ARNs. */
  readonly identities: ReadonlySet<string>;
  /** Whether the state contains the cluster: resources that EKS manages for it are then not leftovers. */
  readonly hasCluster: boolean;
}

interface Kind {
  readonly kind: string;
  /** Matches `<service>:<resource>` of the ARN; the first group is the name in the command. */
  readonly arn: RegExp;
  readonly command: (name: string, arn: string) => string;
}

const ec2 = (kind: string, type: string, verb: string, option: string): Kind => ({
  kind,
  arn: new RegExp(`^ec2:${type}/(.+)$`),
  command: (id) => `ec2 ${verb} ${option} ${id}`,
});

/**
 * In the order of deletion, because AWS does not delete resources in use. A load balancer uses target groups and network
 * interfaces, an instance uses network interfaces and volumes, and a network interface uses security groups.
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
    kind: "hosted zone",
    arn: /^route53:hostedzone\/(.+)$/,
    command: (id) => `route53 delete-hosted-zone --id ${id}`,
  },
  {
    kind: "certificate",
    arn: /^acm:certificate\/(.+)$/,
    command: (_, arn) => `acm delete-certificate --certificate-arn ${arn}`,
  },
  {
    kind: "log group",
    arn: /^logs:log-group:(.+?)(?::\*)?$/,
    command: (name) => `logs delete-log-group --log-group-name ${name}`,
  },
];

/** Tags of resources that EKS manages for a cluster: nodes, network interfaces, launch templates, the security group. */
const EKS_MANAGED_TAGS = [
  "aws:eks:cluster-name",
  "eks:cluster-name",
  "eks:nodegroup-name",
  "cluster.k8s.amazonaws.com/name",
];

/** The filters that select the resources of a stack, one for each request: by its own tags, and by those of its cluster. */
export function tagFilters(clusterName: string, stackTags: Tags): readonly TagFilter[] {
  return [exactFilter(stackTags), ...clusterFilters(clusterName)];
}

/** Returns the found resources that are not in the state, without duplicates, in the order of deletion; unknown types come last. */
export function leftovers(found: readonly TaggedResource[], state: StateFacts, region: string): readonly Leftover[] {
  const outsideState = new Map(
    found
      .filter(({ ResourceARN: arn }) => !isInState(arn, state.identities))
      .filter(({ Tags }) => !(state.hasCluster && Tags.some(({ Key }) => EKS_MANAGED_TAGS.includes(Key))))
      .map(({ ResourceARN: arn }) => [arn, classify(arn, region)]),
  );
  return [...outsideState.values()]
    .sort((one, other) => one.rank - other.rank || (one.leftover.arn < other.leftover.arn ? -1 : 1))
    .map(({ leftover }) => leftover);
}

/** Reads the output of `pulumi stack export`. */
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

function isInState(arn: string, identities: ReadonlySet<string>): boolean {
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
