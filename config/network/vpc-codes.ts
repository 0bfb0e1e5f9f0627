import type { Codes } from "../diagnostics/code";

const VPC_CIDRS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
const EKS_NETWORK = "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html";

/** Findings about the VPC, its subnets and its zones. */
export const vpcCodes = {
  "network/vpc-without-cidr": {
    cause: "A new VPC needs an IPv4 block, and neither `network.cidr` nor `network.ipam` provides one.",
    remedy: "Set `network.cidr`, or `network.ipam`, or use a VPC that exists with `network.existing`.",
  },
  "network/cidr-and-ipam": {
    cause: "`network.cidr` and `network.ipam` both choose the VPC's block, and a VPC is created with one of them.",
    remedy: "Keep one of the two keys.",
  },
  "network/subnets-with-ipam": {
    cause:
      "The IPAM pool chooses the VPC's block during the update, so subnet blocks in the stack file may lie outside of it.",
    remedy: "Remove `network.subnets`, so that subnets are computed from the block that the pool allocates.",
  },
  "network/link-local-cidr": {
    cause: `EC2 [refuses](${VPC_CIDRS}#add-cidr-block-restrictions) a VPC block within the link-local range 169.254.0.0/16.`,
    remedy: "Use a private block, such as one within 10.0.0.0/8.",
  },
  "network/docker-bridge-cidr": {
    cause: `AWS services such as AWS Cloud9 and Amazon SageMaker AI [use 172.17.0.0/16 internally](${VPC_CIDRS}#vpc-sizing-ipv4), so they may not reach a VPC that has these addresses.`,
    remedy: "Use another private block.",
  },
  "network/existing-vpc-unused-key": {
    cause: `The owner of an existing VPC manages its subnets, routes, endpoints and logs, so the stack [does not apply](https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html) this key to it.`,
    remedy: "Remove the key; only `zones` and `securityGroups` are used with `network.existing`.",
  },
  "network/existing-vpc-missing-tier": {
    cause: `The cluster [needs subnets](${EKS_NETWORK}) for nodes (\`private\`) and for the network interfaces of EKS (\`control-plane\`).`,
    remedy: "Add the IDs of subnets for the tier to `network.existing.subnets`; both tiers may have the same subnets.",
  },
  "network/existing-vpc-missing-subnet": {
    cause: "A tier in `network.existing.subnets` needs a subnet in each of `network.zones`.",
    remedy: "Add the ID of the tier's subnet in this zone, or remove the zone from `network.zones`.",
  },
  "network/existing-vpc-duplicate-subnet": {
    cause: "A subnet lies in one Availability Zone, so two zones of a tier cannot have the same subnet.",
    remedy: "Set the ID of the subnet that lies in this zone.",
  },
  "network/existing-vpc-file-system": {
    cause:
      "Mount targets of EFS file systems admit the CIDR blocks of the private subnets, and the stack does not know the blocks of existing subnets.",
    remedy: "Remove the file system, or create the network in this stack.",
  },
  "network/vpc-too-small": {
    cause:
      "Subnets are computed for up to eight zones, and in a VPC smaller than /22 some would be smaller than /28, the smallest subnet that EC2 creates.",
    remedy: "Use a larger VPC block, or set `network.subnets` for every tier.",
  },
  "network/unused-tier": {
    cause: "`network.subnets` has blocks for a tier that is not in `network.tiers`, so the blocks are not used.",
    remedy: "Remove the blocks, or add the tier to `network.tiers`.",
  },
  "network/unused-zone": {
    cause: "The entry is for a zone that is not in `network.zones`, so it is not used.",
    remedy: "Remove the entry, or add the zone to `network.zones`.",
  },
  "network/missing-tier": {
    cause: `The cluster [needs subnets](${EKS_NETWORK}) for nodes (\`private\`) and for the network interfaces of EKS (\`control-plane\`).`,
    remedy: "Add the tier to `network.tiers`.",
  },
  "network/missing-subnet": {
    cause:
      "A tier in `network.subnets` needs a block in each of `network.zones`: blocks of one tier are either all computed or all set.",
    remedy: "Set a free block of the VPC for the zone, or remove the tier from `network.subnets`.",
  },
  "network/subnet-outside-vpc": {
    cause: `EC2 [refuses](https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html) a subnet whose block is not within the VPC's block.`,
    remedy: "Set a block within `network.cidr`.",
  },
  "network/subnet-overlap": {
    cause: `EC2 [refuses](https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html) a subnet whose block overlaps the block of another subnet of the VPC.`,
    remedy: "Set a block that shares no address with another subnet, including computed ones.",
  },
  "network/subnet-too-small-for-pods": {
    cause: `The VPC CNI assigns [whole /28 blocks](https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html) to nodes, and a subnet of /27 or /28 has none, because AWS reserves five of its addresses. Pods would not start.`,
    remedy: "Use private subnets of /26 or larger, or set `network.podCidr`.",
  },
  "network/subnet-too-small-for-load-balancer": {
    cause: `An Application Load Balancer [needs](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones) subnets of /27 or larger with at least eight free addresses.`,
    remedy: "Use subnets of /27 or larger.",
  },
  "network/pod-cidr-range": {
    cause: `AWS [associates](${VPC_CIDRS}#add-cidr-block-restrictions) a second block with a VPC only if the ranges of both agree; blocks within 100.64.0.0/10 are allowed for every VPC.`,
    remedy: "Use a block within 100.64.0.0/10.",
  },
  "network/pod-cidr-overlap": {
    cause: `EC2 [refuses](${VPC_CIDRS}#add-cidr-block-restrictions) a second block that overlaps the first block of the VPC.`,
    remedy: "Set `network.podCidr` to a block that shares no address with `network.cidr`.",
  },
  "network/too-few-node-addresses": {
    cause:
      "The node groups at their `maxSize` need more addresses than their subnets have, even without pods. Nodes would not become Ready.",
    remedy: "Lower `maxSize`, use a larger network, or set `network.podCidr`.",
  },
  "network/too-few-pod-addresses": {
    cause:
      "The node groups at their `maxSize` and full of pods need more addresses than their subnets have. Pods would stay Pending without an address.",
    remedy: "Lower `maxSize`, use a larger network, or set `network.podCidr`.",
  },
  "network/zone-without-subnets": {
    cause: "The list names a zone in which the network has no subnets, so nothing can run there.",
    remedy: "Use zones of `network.zones`.",
  },
  "network/zone-without-eks": {
    cause: `EKS [cannot place](${EKS_NETWORK}) the network interfaces of a control plane in this Availability Zone, and refuses the cluster.`,
    remedy: "Replace the letter in `network.zones` by one that stands for another zone.",
  },
  "network/public-cidr": {
    cause: `The block is outside of the [private ranges](https://www.rfc-editor.org/rfc/rfc1918) and of [shared address space](https://www.rfc-editor.org/rfc/rfc6598). AWS [accepts](${VPC_CIDRS}#vpc-sizing-ipv4) it, but the VPC routes these addresses to itself, so hosts of the internet that have them cannot be reached.`,
    remedy: "Choose a private block, or ignore the warning if the addresses belong to your organization.",
  },
  "network/unknown-zone": {
    cause:
      "The Region has no Availability Zone of this letter in the [table of Regions](../tables.md), so EC2 would refuse its subnets. A warning where the table has no zones of the Region, or where accounts have different letters.",
    remedy: "Use letters that `aws ec2 describe-availability-zones` prints for the Region.",
  },
  "network/unknown-zone-id": {
    cause:
      "The Region has no zone of this ID in the [table of Regions](../tables.md). AWS may have opened the zone since.",
    remedy: "Set the zone ID that `aws ec2 describe-availability-zones` prints for the letter.",
  },
  "network/duplicate-zone-id": {
    cause: "Two letters have the same zone ID, but each letter of an account stands for a different zone.",
    remedy: "Set the zone ID that `aws ec2 describe-availability-zones --region <region>` prints for the letter.",
  },
  "network/zone-id-region-mismatch": {
    cause: "The zone ID belongs to another Region than `aws.region`.",
    remedy: "Set the zone ID that `aws ec2 describe-availability-zones --region <region>` prints for the letter.",
  },
  "network/missing-zone-id": {
    cause: `EKS [cannot use](${EKS_NETWORK}) one zone of this Region. [Zone letters differ by account](https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html), so only zone IDs show whether \`network.zones\` contains it.`,
    remedy: "Set the zone ID that `aws ec2 describe-availability-zones --region <region>` prints for each letter.",
  },
} as const satisfies Codes<"network">;
