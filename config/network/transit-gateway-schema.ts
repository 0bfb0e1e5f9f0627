import { z } from "zod";
import { cidr, distinct, text } from "../schema/fields";

export const transitGatewaySchema = z
  .strictObject({
    id: text(/^tgw-([0-9a-f]{8}|[0-9a-f]{17})$/, "the ID of a transit gateway, tgw-...").meta({
      description:
        "ID of a transit gateway of this account, or one that is shared with it. If a shared transit gateway does not accept attachments automatically, the first update fails at the routes; run it again when the owner has accepted the attachment. https://docs.aws.amazon.com/vpc/latest/tgw/acc-tgw-attachment.html",
      examples: ["tgw-0a1b2c3d4e5f60718"],
    }),
    destinations: distinct(cidr({ min: 0, max: 32 }).meta({ examples: ["10.0.0.0/8"] }))
      .min(1)
      .meta({
        description:
          "IPv4 blocks behind the transit gateway, to which private subnets, pods and the control plane get routes. A block may contain the VPC, whose local route has precedence. 0.0.0.0/0 also routes internet traffic there, and requires nat none.",
        examples: [["10.0.0.0/8", "192.168.0.0/16"]],
      }),
  })
  .meta({
    description:
      "Attachment of the VPC to a transit gateway, which connects VPCs and on-premises networks: $36.50 a month plus $0.02 per GB sent. It uses one address in each control-plane subnet. Zones are added and removed in place. Default: no attachment. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
  });
