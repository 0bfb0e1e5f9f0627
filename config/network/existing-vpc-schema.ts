import { z } from "zod";
import { cidr, text } from "../schema/fields";
import { tier, zoneLetter } from "../schema/zones-and-tiers";

export const subnetId = text(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, "the ID of a subnet, subnet-...").meta({
  examples: ["subnet-0a1b2c3d4e5f60718"],
});

export const vpcId = text(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the ID of a VPC, vpc-...");

export const existingVpcSchema = z
  .strictObject({
    vpcId: vpcId.meta({
      description: "ID of the VPC. A change replaces the resources in it, such as the cluster.",
      examples: ["vpc-0a1b2c3d4e5f60718"],
    }),
    cidr: cidr({ min: 16, max: 28 }).meta({
      description:
        "IPv4 block of the VPC, as `aws ec2 describe-vpcs --region <region>` prints it. The cluster's Services must not overlap it.",
      examples: ["10.0.0.0/16"],
    }),
    subnets: z.partialRecord(tier, z.partialRecord(zoneLetter, subnetId)).meta({
      description:
        "Subnet IDs by tier and zone letter: one subnet in each of network.zones. The tiers private (nodes) and control-plane (network interfaces of EKS) are required and may have the same subnets; public and isolated are optional. Letters are the zone letters of this account. A change of private subnets replaces the node groups.",
      examples: [
        {
          private: { a: "subnet-0a1b2c3d4e5f60718", b: "subnet-0b1b2c3d4e5f60718" },
          "control-plane": { a: "subnet-0c1b2c3d4e5f60718", b: "subnet-0d1b2c3d4e5f60718" },
        },
      ],
    }),
    ipv6: z.boolean().default(false).meta({
      description:
        "Whether the subnets have IPv6 blocks, assign IPv6 addresses on creation, and have IPv6 routes, which a cluster with ipFamily ipv6 requires. Default: false. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    }),
    tagSubnets: z.boolean().default(false).meta({
      description:
        "Whether the stack tags the subnets for load balancers and Karpenter ($0), and removes the tags when it is destroyed. Set true for a VPC that another account shares: a participant cannot see the owner's tags, only its own. Default: false, because in a VPC of the same account other stacks see and change the same tags. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html",
    }),
  })
  .meta({
    description:
      "An existing VPC to use instead of creating one: a VPC of this account, or one whose subnets another account shares through AWS RAM. Its owner manages routes, NAT, endpoints, DNS settings and flow logs; of the other keys of network only zones and securityGroups are used. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html",
  });
