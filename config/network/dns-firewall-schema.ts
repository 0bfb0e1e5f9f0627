import { z } from "zod";
import { MAX_FIREWALL_DOMAINS } from "../../domain/network/quotas";
import { distinct, text } from "../schema/fields";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html */
const domain = text(
  /^(?!.{256})(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/,
  "a domain in lowercase without a dot at its end, such as example.com, *.example.com or *",
).meta({ examples: ["*.example.com"] });

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html */
const managedDomainList = z.enum([
  "AWSManagedDomainsAggregateThreatList",
  "AWSManagedDomainsMalwareDomainList",
  "AWSManagedDomainsBotnetCommandandControl",
  "AWSManagedDomainsAmazonGuardDutyThreatList",
]);

export const dnsFirewallSchema = z
  .strictObject({
    blockedDomains: distinct(domain)
      .max(MAX_FIREWALL_DOMAINS)
      .default([])
      .meta({
        description:
          "Domains that the VPC's resolver does not answer for. example.com is that name alone, *.example.com all below it, * every name: with allowedDomains, nothing else resolves. Default none.",
        examples: [["example.com", "*.example.com"]],
      }),
    allowedDomains: distinct(domain)
      .max(MAX_FIREWALL_DOMAINS)
      .default([])
      .meta({
        description:
          "Exceptions, evaluated before everything that blocks; where they lead to by CNAME is allowed too. A cluster needs *.amazonaws.com, *.api.aws and *.internal at least. Default none.",
        examples: [["*.amazonaws.com", "*.api.aws", "*.internal"]],
      }),
    managedDomainLists: z
      .partialRecord(
        managedDomainList,
        text(/^rslvr-fdl-[0-9a-z]{1,54}$/, "the id of a domain list, rslvr-fdl-...").meta({
          examples: ["rslvr-fdl-0123456789abcdef"],
        }),
      )
      .default({})
      .meta({
        description:
          "Lists that AWS keeps, by name; AWSManagedDomainsAggregateThreatList holds all the others. Their ids differ by Region: `aws route53resolver list-firewall-domain-lists` tells them. Default none.",
        examples: [{ AWSManagedDomainsAggregateThreatList: "rslvr-fdl-0123456789abcdef" }],
      }),
    action: z.enum(["block", "alert"]).default("block").meta({
      description:
        "What becomes of a query that a list names: block (the name does not exist) or alert (answered, and marked in network.queryLog), with which AWS advises to try a list. Default block.",
    }),
    failOpen: z.boolean().default(false).meta({
      description:
        "Whether names resolve when the firewall itself fails. Default false, AWS's own: what steals data would wait for that moment. true where an outage costs more. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html",
    }),
  })
  .prefault({})
  .meta({
    description:
      "Route 53 Resolver DNS Firewall: filters the names that the VPC's resolver answers for. It sees no query that goes to another resolver. $0.60 a million queries, $0.0005 a month for each domain of your own; AWS's lists are free. Default: no list, no firewall. https://aws.amazon.com/route53/pricing/",
  });
