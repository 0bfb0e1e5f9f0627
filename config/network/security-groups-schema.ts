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
    description: "Why the rule is there. Changed in place.",
    examples: ["PostgreSQL from the office"],
  }),
  protocol: z.enum(["tcp", "udp", "icmp", "all"]).meta({
    description: "What it lets through; all is every protocol on every port.",
    examples: ["tcp"],
  }),
  fromPort: port.exactOptional().meta({
    description: "First port, 0 to 65535; needed with tcp and udp, and only there.",
    examples: [443],
  }),
  toPort: port.exactOptional().meta({
    description: "Last port of a range. Default: fromPort alone.",
    examples: [8080],
  }),
  cidr: cidr({ min: 0, max: 32 })
    .exactOptional()
    .meta({
      description:
        "IPv4 block of the other side; or prefixList, or securityGroup. Blocks wider than /8 count as the whole internet, to which only tcp 80 and tcp 443 may be open.",
      examples: ["203.0.113.0/24"],
    }),
  prefixList: text(/^pl-[0-9a-f]{8,17}$/, "the id of a prefix list, such as pl-0123456789abcdef0")
    .exactOptional()
    .meta({
      description:
        "Managed prefix list of the other side. https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
      examples: ["pl-0123456789abcdef0"],
    }),
  securityGroup: text(
    /^[a-z][a-z0-9-]{0,22}[a-z0-9]$/,
    "a key of securityGroups, or an id such as sg-0123456789abcdef0",
  )
    .exactOptional()
    .meta({
      description: "Security group of the other side: a key of securityGroups, its own included, or the id of another.",
      examples: ["web"],
    }),
});

const rules = z.array(ruleSchema).default([]);

export const securityGroupsSchema = z
  .record(
    text(
      /^(?!sg-|pl-)[a-z][a-z0-9-]{0,22}[a-z0-9]$/,
      "2 to 24 lowercase letters, digits and hyphens, a letter first, and not sg- or pl-, which begin ids",
    ),
    z.strictObject({
      description: description.meta({
        description: "What its members have in common. Immutable at AWS: a change is refused.",
        examples: ["Web servers"],
      }),
      ingress: rules.meta({ description: "What may come in. Default: nothing." }),
      egress: rules.meta({ description: "What may go out. Default: nothing." }),
    }),
  )
  .default({})
  .meta({
    description:
      "Security groups by key, for what runs outside of the cluster's own group. Each rule is a resource of its own: changing one touches no other. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    examples: [
      {
        web: {
          description: "Web servers",
          ingress: [{ description: "HTTPS from everyone", protocol: "tcp", fromPort: 443, cidr: "0.0.0.0/0" }],
        },
      },
    ],
  });
