import { z } from "zod";
import { cidr, text } from "../schema/fields";
import { tier, zoneLetter } from "../schema/zones-and-tiers";

const subnetId = text(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, "a subnet's id, subnet-...").meta({
  examples: ["subnet-0a1b2c3d4e5f60718"],
});

export const existingVpcSchema = z
  .strictObject({
    vpcId: text(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "a VPC's id, vpc-...").meta({
      description: "The VPC. A change replaces what is built in it.",
      examples: ["vpc-0a1b2c3d4e5f60718"],
    }),
    cidr: cidr({ min: 16, max: 28 }).meta({
      description:
        "Its address block, as `aws ec2 describe-vpcs` shows it: the cluster's Services must stay out of it.",
      examples: ["10.0.0.0/16"],
    }),
    subnets: z.partialRecord(tier, z.partialRecord(zoneLetter, subnetId)).meta({
      description:
        "Subnets by tier, and in it one for each of zones: private for nodes and control-plane for the network interfaces of EKS are needed, and may be the same; public and isolated as there are. Letters are those of this account. A change of the private ones replaces the node groups.",
      examples: [
        {
          private: { a: "subnet-0a1b2c3d4e5f60718", b: "subnet-0b1b2c3d4e5f60718" },
          "control-plane": { a: "subnet-0c1b2c3d4e5f60718", b: "subnet-0d1b2c3d4e5f60718" },
        },
      ],
    }),
    ipv6: z.boolean().default(false).meta({
      description:
        "Whether its subnets have IPv6 blocks, give out their addresses on creation, and have routes for them: what a cluster of ipFamily ipv6 needs of its owner. Default false. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    }),
    tagSubnets: z.boolean().default(false).meta({
      description:
        "Whether the stack tags the subnets for load balancers and Karpenter ($0), and takes the tags away again when it goes. Turn it on in a VPC that another account shares: AWS shows a participant no tags of the owner, only its own. Default false: in a VPC of the same account tags are everybody's. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html",
    }),
  })
  .meta({
    description:
      "A VPC that is there already, instead of one made here: one of the account, or one whose subnets another account shares through AWS RAM. Its owner keeps its routes, NAT, endpoints, DNS settings and flow logs; of the network's keys only zones and securityGroups go with it. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html",
  });
