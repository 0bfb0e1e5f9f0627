import { z } from "zod";
import { cidr, distinct, text } from "../schema/fields";

export const transitGatewaySchema = z
  .strictObject({
    id: text(/^tgw-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a transit gateway, tgw-...").meta({
      description:
        "Transit gateway of the account, or shared with it. Where a shared one does not accept attachments by itself, the first update stops at the routes, and the next goes on once its owner has accepted. https://docs.aws.amazon.com/vpc/latest/tgw/acc-tgw-attachment.html",
      examples: ["tgw-0a1b2c3d4e5f60718"],
    }),
    destinations: distinct(cidr({ min: 0, max: 32 }).meta({ examples: ["10.0.0.0/8"] }))
      .min(1)
      .meta({
        description:
          "Blocks behind the gateway, to which private subnets, pods and the control plane get routes. They may be wider than the VPC, whose own addresses stay local. 0.0.0.0/0 sends the internet's traffic there too, with nat: none.",
        examples: [["10.0.0.0/8", "192.168.0.0/16"]],
      }),
  })
  .meta({
    description:
      "Attachment to a transit gateway, through which VPCs and offices reach each other: $36.50 a month and $0.02 per GB sent. It takes one address in each control plane subnet. A zone comes and goes in place. Default: none. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
  });
