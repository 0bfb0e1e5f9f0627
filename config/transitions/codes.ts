import type { Codes } from "../diagnostics/code";

const EKS = "https://docs.aws.amazon.com/eks/latest";

/** Findings about what an update would change. */
export const transitionsCodes = {
  "transitions/immutable-key": {
    cause:
      "AWS accepts the value only when it creates the resource. The change would replace the resource, with the data in it, or would be ignored.",
    remedy: "Set the value of the last update again, and follow the alternative that the report names.",
  },
  "transitions/protected-removal": {
    cause:
      "The last update protected the resource, and Pulumi [refuses](https://www.pulumi.com/docs/iac/concepts/options/protect/) to delete it, even if the same update turns the protection off.",
    remedy: "Put the key back, add its path to `teardown`, update, and then remove both.",
  },
  "transitions/control-plane-tier-omitted": {
    cause:
      "The AWS provider sends no change for an omitted argument that AWS computes, so EKS keeps the tier and its hourly price.",
    remedy: "Set `cluster.controlPlaneTier` to standard, update, and then remove the key.",
  },
  "transitions/flow-log-fields-omitted": {
    cause:
      "The AWS provider sends no change for an omitted argument that AWS computes, so the flow log keeps its fields.",
    remedy:
      "List the [default fields](https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html#flow-logs-default) in `network.flowLogs.fields`, update, and then remove the key.",
  },
  "transitions/ipv6-turned-off": {
    cause:
      "Subnets keep an IPv6 block that is omitted, and AWS [refuses](https://docs.aws.amazon.com/vpc/latest/APIReference/API_DisassociateVpcCidrBlock.html) to remove the block of a VPC while a subnet has a part of it.",
    remedy: "Keep `network.ipv6`, which costs nothing, or create a second stack without it.",
  },
  "transitions/control-plane-zone-removed": {
    cause: `EKS [keeps a control plane](${EKS}/userguide/network-reqs.html) in the Availability Zones in which it was created, so the subnet in the removed zone cannot be deleted.`,
    remedy: "Keep the zone in `network.zones`, and set the zones of nodes in `cluster.nodeGroups`.",
  },
  "transitions/control-plane-downgrade": {
    cause: `EKS [does not downgrade](${EKS}/best-practices/cluster-upgrades.html) a control plane.`,
    remedy: "Set `cluster.version` to the version of the last update.",
  },
  "transitions/control-plane-skips-version": {
    cause: `EKS upgrades a control plane by [one minor version at a time](${EKS}/best-practices/cluster-upgrades.html).`,
    remedy: "Set `cluster.version` to the next minor version, and `cluster.nodeVersion` to the current one.",
  },
  "transitions/nodes-behind": {
    cause: "Nodes of the previous minor version would be two versions behind after the upgrade of the control plane.",
    remedy: "Upgrade the nodes in an update of their own before the next upgrade of the control plane.",
  },
  "transitions/node-downgrade": {
    cause: "EKS does not downgrade a node group.",
    remedy: "Set `cluster.nodeVersion` to the version of the last update.",
  },
  "transitions/nodes-with-control-plane": {
    cause:
      "Control plane and nodes would be upgraded in one update, so the nodes would be replaced before the workloads have run with the new control plane.",
    remedy: "Keep `cluster.nodeVersion` in this update, and raise it in the next.",
  },
  "transitions/vpc-cni-skips-version": {
    cause: `AWS supports updates of the VPC CNI by [one minor version at a time](${EKS}/userguide/vpc-cni-manage.html).`,
    remedy: "Set a version of the next minor version.",
  },
  "transitions/node-group-replaced": {
    cause: `EKS [cannot change](${EKS}/userguide/update-managed-node-group.html) these settings of a node group, so Pulumi replaces it. EKS drains the old nodes.`,
    remedy: "Update while restarts of pods are acceptable. With `perZone`, a new zone adds a group and replaces none.",
  },
  "transitions/nodes-replaced": {
    cause: `A new version of the launch template or of Kubernetes makes EKS [replace the nodes](${EKS}/userguide/managed-node-update-behavior.html) of a group, at most \`maxUnavailablePercentage\` of them at a time.`,
    remedy: "Update while restarts of pods are acceptable.",
  },
  "transitions/desired-size-ignored": {
    cause:
      "The program sends `desiredSize` only when it creates a node group, so that an update does not undo what an autoscaler did.",
    remedy: "Change `minSize` or `maxSize`, or scale the group with an autoscaler.",
  },
  "transitions/tags-replace-nodes": {
    cause:
      "Default tags do not reach instances and volumes, so the tags are part of launch templates and StorageClasses.",
    remedy: "Collect changes of tags in one update.",
  },
  "transitions/public-addresses-change": {
    cause: "A NAT gateway has the address with which it was created.",
    remedy: "Allocate Elastic IP addresses before the change, and name them in `network.natAllocationIds`.",
  },
  "transitions/bucket-class-weakened": {
    cause: "The class of a bucket decides whether Pulumi may delete it.",
    remedy: "Keep the class, or create a second bucket for other data.",
  },
  "transitions/objects-expire-sooner": {
    cause:
      "Lifecycle rules apply to [existing objects](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html) as well as to new ones.",
    remedy: "Copy objects that are still needed, or keep the number of days.",
  },
  "transitions/objects-archived": {
    cause:
      "Objects in the archive classes of S3 cost little to store, and money and [time](https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html) to read. Lifecycle rules apply to existing objects, too, and move none back.",
    remedy: "Keep the transitions of the last update if the objects are read often.",
  },
  "transitions/protection-removed": {
    cause:
      "Pulumi refuses to delete a protected resource. Without the protection, a later update that omits the resource deletes it.",
    remedy: "Set the protection back, unless the resource is to be deleted.",
  },
  "transitions/bucket-deleted": {
    cause:
      "S3 [deletes only empty buckets](https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html), so the update fails at a bucket with objects.",
    remedy: "Copy objects that are still needed, and empty the bucket before the update.",
  },
  "transitions/web-acl-deleted": {
    cause:
      "The AWS Load Balancer Controller [leaves the web ACL](https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#wafv2-acl-arn) of a load balancer unchanged when the annotation is absent, and detaches it when the value is `none`. AWS WAF deletes only a web ACL that nothing uses.",
    remedy: "Set the annotation to `none` on every Ingress that names the web ACL, and then update.",
  },
} as const satisfies Codes<"transitions">;
