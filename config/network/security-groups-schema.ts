import { z } from "zod";
import { cidr, text } from "../schema/fields";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html */
const description = text(
  /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
  "1 to 255 letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
);

const port = z.int().min(0).max(65_535);

const ruleSchema = z.strictObject({
  description: description.meta({
    description: "Purpose of the rule. A change updates the rule in place.",
    examples: ["PostgreSQL from the office"],
  }),
  protocol: z.enum(["tcp", "udp", "icmp", "all"]).meta({
    description: "Protocol that the rule allows; all allows every protocol on every port.",
    examples: ["tcp"],
  }),
  fromPort: port.exactOptional().meta({
    description: "First port, 0 to 65535. Required with tcp and udp, and allowed only with them.",
    examples: [443],
  }),
  toPort: port.exactOptional().meta({
    description: "Last port of a range. Default: fromPort.",
    examples: [8080],
  }),
  cidr: cidr({ min: 0, max: 32 })
    .exactOptional()
    .meta({
      description:
        "IPv4 block of the source or destination; alternatively set prefixList or securityGroup. Blocks wider than /8 count as the internet, for which only tcp 80 and tcp 443 are allowed.",
      examples: ["203.0.113.0/24"],
    }),
  prefixList: text(/^pl-[0-9a-f]{8,17}$/, "the ID of a prefix list, such as pl-0123456789abcdef0")
    .exactOptional()
    .meta({
      description:
        "Managed prefix list of sources or destinations. https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
      examples: ["pl-0123456789abcdef0"],
    }),
  securityGroup: text(
    /^[a-z][a-z0-9-]{0,22}[a-z0-9]$/,
    "a key of securityGroups, or an ID such as sg-0123456789abcdef0",
  )
    .exactOptional()
    .meta({
      description:
        "Security group of the source or destination: a key of securityGroups, including the group itself, or the ID of another group.",
      examples: ["web"],
    }),
});

const rules = z.array(ruleSchema).default([]);

export const securityGroupsSchema = z
  .record(
    text(
      /^(?!sg-|pl-)[a-z][a-z0-9-]{0,22}[a-z0-9]$/,
      "2 to 24 lowercase letters, digits and hyphens, starting with a letter, but not with sg- or pl-, with which IDs start",
    ),
    z.strictObject({
      description: description.meta({
        description: "Purpose of the security group. Immutable: EC2 cannot change it, so a change is an error.",
        examples: ["Web servers"],
      }),
      ingress: rules.meta({ description: "Inbound rules. Default: none, so no inbound traffic is allowed." }),
      egress: rules.meta({ description: "Outbound rules. Default: none, so no outbound traffic is allowed." }),
    }),
  )
  .default({})
  .meta({
    description:
      "Security groups by key, for resources that do not use the cluster's security group. Each rule is a separate resource, so a change of one rule affects no other. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    examples: [
      {
        web: {
          description: "Web servers",
          ingress: [{ description: "HTTPS from everyone", protocol: "tcp", fromPort: 443, cidr: "0.0.0.0/0" }],
        },
      },
    ],
  });
