import { LAUNCHED } from "./fan-out";
import { isAbsent, objectsIn, parsedJson, type Properties, tagSpecifications, valueAt } from "./tag-values";

/** A resource of a stack as a preview plans it, or as an update created it. */
export interface StackResource {
  /** Logical name. */
  readonly name: string;
  /** Type token, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** Arguments and outputs. */
  readonly props: Properties;
}

/** Objects that AWS or a controller creates for a resource, and that are not in the stack. */
export interface CreatedObjects {
  /** A plural noun, such as `volumes`. */
  readonly what: string;
  readonly tags: TagSource;
}

/**
 * How the objects get their tags: `fan-out`, the stack states them in the format of the creator; `service-setting`, a setting
 * of the service states or copies them; or not at all, because no setting exists.
 */
export type TagSource =
  | { readonly way: "fan-out" | "service-setting"; readonly holders: readonly unknown[] }
  | { readonly way: "default-tags" | "service-setting"; readonly isCopied: true }
  | { readonly way: "none"; readonly reason: string };

/** The resources of a stack. */
export interface Stack {
  ofType(type: string): readonly StackResource[];
  /** Whether the type has an argument. */
  hasArgument(type: string, argument: string): boolean;
}

type Creator = (resource: StackResource, stack: Stack) => readonly CreatedObjects[];

/** The interfaces cost nothing. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html */
const SERVICE_INTERFACES: CreatedObjects = {
  what: "network interfaces of the service",
  tags: { way: "none", reason: "AWS creates these network interfaces and has no setting for their tags" },
};

/** Arguments with which a service copies the tags of a resource to what it creates. Without them it copies none. */
const COPY_ARGUMENTS: Readonly<Record<string, string>> = {
  copyTagsToSnapshot: "snapshots",
  copyTagsToBackups: "backups",
};

const CREATORS: Readonly<Record<string, Creator>> = {
  "aws:ec2/launchTemplate:LaunchTemplate": ({ props }) =>
    LAUNCHED.map((kind) => {
      const specifications = props["tagSpecifications"];
      const ofKind = objectsIn(specifications).filter(({ resourceType }) => resourceType === kind);
      const isKnown = isAbsent(specifications) || Array.isArray(specifications);
      return fanOut(`${kind.replace("-", " ")}s`, isKnown ? ofKind.map(({ tags }) => tags) : [specifications]);
    }),

  // The provider adds the default tags to each block device, unless `volumeTags` are set.
  "aws:ec2/instance:Instance": ({ props }) => [
    isAbsent(props["volumeTags"])
      ? { what: "volumes", tags: { way: "default-tags", isCopied: true } }
      : fanOut("volumes", [props["volumeTags"]]),
  ],

  // An instance has the tags of its launch template, and those of the group that the group propagates.
  "aws:autoscaling/group:Group": ({ props }) => {
    const hasTemplate = ["launchTemplate", "mixedInstancesPolicy"].some((key) => !isAbsent(props[key]));
    const tags = props["tags"];
    const propagated = Array.isArray(tags) ? objectsIn(tags).filter((tag) => tag["propagateAtLaunch"] === true) : tags;
    return hasTemplate ? [] : [fanOut("instances", [propagated])];
  },

  "aws:eks/nodeGroup:NodeGroup": ({ props }, stack) => [
    fanOut(
      "Auto Scaling groups",
      attached(stack, "aws:autoscaling/tag:Tag", "autoscalingGroupName", groupNames(props["resources"])).map((tag) =>
        [tag["tag"]].flat(),
      ),
    ),
    // https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
    ...(isAbsent(props["launchTemplate"]) ? [fanOut("instances and volumes", [])] : []),
  ],

  "aws:eks/cluster:Cluster": ({ props }, stack) => [
    fanOut(
      "security groups",
      attached(stack, "aws:ec2/tag:Tag", "resourceId", [valueAt(props["vpcConfig"], "clusterSecurityGroupId")]).map(
        ({ key, value }) => [{ key, value }],
      ),
    ),
    ...(hasLogGroup(props, stack) ? [] : [fanOut("log groups", [])]),
    ...clusterObjects(props),
    SERVICE_INTERFACES,
  ],

  "aws:eks/addon:Addon": ({ props }) => {
    const values = parsedJson(props["configurationValues"]);
    if (props["addonName"] === "aws-ebs-csi-driver") {
      return [fanOut("volumes", [valueAt(values, "controller.extraVolumeTags")])];
    }
    if (props["addonName"] === "vpc-cni") {
      return [fanOut("network interfaces", [parsedJson(valueAt(values, "env.ADDITIONAL_ENI_TAGS"))])];
    }
    return [];
  },

  "aws:amp/scraper:Scraper": () => [SERVICE_INTERFACES],
  "aws:eks/fargateProfile:FargateProfile": () => [SERVICE_INTERFACES],
  "aws:ec2/natGateway:NatGateway": () => [SERVICE_INTERFACES],
  "aws:efs/mountTarget:MountTarget": () => [SERVICE_INTERFACES],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": () => [SERVICE_INTERFACES],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ props }) =>
    props["vpcEndpointType"] === "Interface" ? [SERVICE_INTERFACES] : [],

  // AWS Backup adds the tags of the resource that it backs up, also to copies in another Region:
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/tags-on-backups.html
  "aws:backup/plan:Plan": () => [{ what: "recovery points", tags: { way: "service-setting", isCopied: true } }],

  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": ({ props }) => [
    { what: "repositories", tags: { way: "service-setting", holders: [props["resourceTags"]] } },
  ],
  // A repository has the tags of the template with the most specific prefix; each template is checked by itself.
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": ({ props }, stack) =>
    withoutTemplate(stack, "PULL_THROUGH_CACHE", [props["ecrRepositoryPrefix"]]),
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": ({ props }, stack) =>
    withoutTemplate(
      stack,
      "REPLICATION",
      objectsIn(valueAt(props["replicationConfiguration"], "rules"))
        .flatMap(({ repositoryFilters }) => objectsIn(repositoryFilters))
        .map(({ filter }) => filter),
    ),

  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": nodes,
  "kubernetes:eks.amazonaws.com/v1:NodeClass": nodes,
  "kubernetes:eks.amazonaws.com/v1:IngressClassParams": loadBalancers,
  "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams": loadBalancers,

  "kubernetes:storage.k8s.io/v1:StorageClass": ({ props }, stack) => {
    if (String(props["provisioner"]).startsWith("ebs.csi.")) {
      return [fanOut("volumes", [tagSpecifications(props["parameters"])])];
    }
    if (props["provisioner"] !== "efs.csi.aws.com") return [];
    const drivers = stack.ofType("aws:eks/addon:Addon").filter((addon) => addon.props["addonName"] === EFS_DRIVER);
    const values = drivers.map((addon) => parsedJson(addon.props["configurationValues"]));
    return [
      fanOut(
        "access points",
        values.map((value) => valueAt(value, "controller.tags")),
      ),
    ];
  },
  "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass": ({ props }) =>
    String(props["driver"]).startsWith("ebs.csi.")
      ? [fanOut("snapshots", [tagSpecifications(props["parameters"])])]
      : [],

  "kubernetes:helm.sh/v3:Release": ({ props }) =>
    [props["chart"], props["name"]].includes("aws-load-balancer-controller")
      ? [fanOut("load balancers", [valueAt(props["values"], "defaultTags")])]
      : [],
};

const EFS_DRIVER = "aws-efs-csi-driver";

/** What AWS and controllers create for a resource. */
export function createdObjects(resource: StackResource, stack: Stack): readonly CreatedObjects[] {
  const copied = Object.entries(COPY_ARGUMENTS)
    // The argument of a cluster applies to all of its instances.
    .filter(([argument]) => stack.hasArgument(resource.type, argument) && !resource.type.endsWith("ClusterInstance"))
    .map(([argument, what]): CreatedObjects => {
      const isCopied = resource.props[argument];
      return {
        what,
        tags:
          isCopied === true
            ? { way: "service-setting", isCopied }
            : { way: "service-setting", holders: [isCopied === false ? undefined : isCopied] },
      };
    });
  return [...(CREATORS[resource.type]?.(resource, stack) ?? []), ...copied];
}

function fanOut(what: string, holders: readonly unknown[]): CreatedObjects {
  return { what, tags: { way: "fan-out", holders } };
}

/** Karpenter and EKS Auto Mode tag instances, volumes, network interfaces, launch templates and Spot requests. */
function nodes({ props }: StackResource): readonly CreatedObjects[] {
  return [fanOut("nodes with volumes and network interfaces", [valueAt(props["spec"], "tags")])];
}

function loadBalancers({ props }: StackResource): readonly CreatedObjects[] {
  return [fanOut("load balancers", [valueAt(props["spec"], "tags")])];
}

/** The names of the Auto Scaling groups of a node group; unknown before the update that creates it. */
function groupNames(resources: unknown): readonly unknown[] {
  const names = objectsIn(resources).flatMap(({ autoscalingGroups }) => objectsIn(autoscalingGroups));
  return names.length === 0 ? [undefined] : names.map(({ name }) => name);
}

/**
 * The properties of resources that tag an object by its ID. Before the update that creates the object its ID is unknown: then
 * every resource with an unknown ID can be meant.
 */
function attached(stack: Stack, type: string, idProperty: string, ids: readonly unknown[]): readonly Properties[] {
  const areKnown = ids.every((id) => typeof id === "string");
  return stack
    .ofType(type)
    .map(({ props }) => props)
    .filter(({ [idProperty]: id }) => (typeof id === "string" ? ids.includes(id) : !areKnown));
}

function clusterObjects(props: Properties): readonly CreatedObjects[] {
  const pools = valueAt(props["computeConfig"], "nodePools");
  const isBalanced = valueAt(props["kubernetesNetworkConfig"], "elasticLoadBalancing.enabled") === true;
  return [
    // The NodeClass of these pools belongs to EKS, and has no tags.
    ...(Array.isArray(pools) && pools.length > 0 ? [fanOut("nodes of built-in node pools", [])] : []),
    ...(isBalanced
      ? [
          {
            what: "load balancers of workloads",
            tags: {
              way: "none",
              reason: "EKS Auto Mode reads the tags from IngressClassParams and from annotations of Services",
            } as const,
          },
        ]
      : []),
  ];
}

/** Whether the stack has the log group of the control plane, which EKS would create without tags. */
function hasLogGroup({ enabledClusterLogTypes, name }: Properties, stack: Stack): boolean {
  if (!Array.isArray(enabledClusterLogTypes) || enabledClusterLogTypes.length === 0) return true;
  return (
    typeof name !== "string" ||
    stack
      .ofType("aws:cloudwatch/logGroup:LogGroup")
      .some(({ props }) => props["name"] === `/aws/eks/${name}/cluster` || typeof props["name"] !== "string")
  );
}

/** Repositories that ECR creates by its default settings, without tags, because no template has their prefix. */
function withoutTemplate(stack: Stack, use: string, prefixes: readonly unknown[]): readonly CreatedObjects[] {
  const templates = stack
    .ofType("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate")
    .filter(({ props }) => Array.isArray(props["appliedFors"]) && props["appliedFors"].includes(use))
    .map(({ props }) => String(props["prefix"]));
  const isCovered = (prefix: string): boolean =>
    templates.some((own) => own === "ROOT" || prefix === own || prefix.startsWith(`${own.replace(/\/$/, "")}/`));
  return prefixes
    .filter((prefix): prefix is string => typeof prefix === "string" && !isCovered(prefix))
    .map((prefix) => ({ what: `repositories of ${prefix}`, tags: { way: "service-setting", holders: [] } }));
}
