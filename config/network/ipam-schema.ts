import { z } from "zod";
import { text } from "../schema/fields";

/** A pool can allocate /28 too, but subnets are computed in the allocated block, which needs /22 or larger. */
const NETMASK_LENGTH = { min: 16, max: 22 };

export const ipamSchema = z
  .strictObject({
    poolId: text(/^ipam-pool-[0-9a-f]{8,17}$/, "the ID of an IPAM pool, ipam-pool-...").meta({
      description:
        "ID of the pool that allocates the block. The pool belongs to this account or is shared with it. https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html",
      examples: ["ipam-pool-0a1b2c3d4e5f60718"],
    }),
    netmaskLength: z
      .int()
      .min(NETMASK_LENGTH.min)
      .max(NETMASK_LENGTH.max)
      .meta({
        description:
          "Prefix length of the block, 16 to 22, within the limits of the pool. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
        examples: [16],
      }),
  })
  .meta({
    description:
      "IPAM pool that allocates the VPC's block, instead of cidr: IPAM never allocates overlapping blocks. Requires the advanced tier of IPAM, $0.20 a month for each address in use. A change replaces the network. After a destroy, the pool takes up to 35 minutes to reclaim the block. https://docs.aws.amazon.com/vpc/latest/ipam/create-vpc-ipam.html",
  });
