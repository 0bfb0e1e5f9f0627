import { z } from "zod";
import { text } from "../schema/fields";

/** A pool gives /28 too, but subnets are computed in a block that nobody knows beforehand, and that takes /22. */
const NETMASK_LENGTH = { min: 16, max: 22 };

export const ipamSchema = z
  .strictObject({
    poolId: text(/^ipam-pool-[0-9a-f]{8,17}$/, "the id of an IPAM pool, ipam-pool-...").meta({
      description:
        "Pool that gives the block, of the account or shared with it. https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html",
      examples: ["ipam-pool-0a1b2c3d4e5f60718"],
    }),
    netmaskLength: z
      .int()
      .min(NETMASK_LENGTH.min)
      .max(NETMASK_LENGTH.max)
      .meta({
        description:
          "Prefix length of the block, 16 to 22, within the pool's own limits. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
        examples: [16],
      }),
  })
  .meta({
    description:
      "IPAM pool that gives the VPC its block, instead of cidr: no two VPCs of an organization get the same one. IPAM must be in its advanced tier, $0.20 a month for each address in use. A change replaces the network; after a destroy it takes the pool up to 35 minutes to have the block back. https://docs.aws.amazon.com/vpc/latest/ipam/create-vpc-ipam.html",
  });
