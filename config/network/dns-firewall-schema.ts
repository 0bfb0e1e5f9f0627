import { z } from "zod";
import { MAX_FIREWALL_DOMAINS } from "../../domain/network/quotas";
import { distinct, text } from "../schema/fields";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html */
const domain = text(
  /^(?!.{256})(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/,
  "a domain in lowercase without a trailing dot, such as example.com, *.example.com or *",
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
          "Domains that the VPC's resolver does not resolve. example.com matches that domain only, *.example.com its subdomains, and * every domain, so that only allowedDomains resolve. Default: none.",
        examples: [["example.com", "*.example.com"]],
      }),
    allowedDomains: distinct(domain)
      .max(MAX_FIREWALL_DOMAINS)
      .default([])
      .meta({
        description:
          "Exceptions, evaluated before the lists that block. Domains to which they redirect (CNAME) are allowed too. A cluster needs at least *.amazonaws.com, *.api.aws and *.internal. Default: none.",
        examples: [["*.amazonaws.com", "*.api.aws", "*.internal"]],
      }),
    managedDomainLists: z
      .partialRecord(
        managedDomainList,
        text(/^rslvr-fdl-[0-9a-z]{1,54}$/, "the ID of a domain list, rslvr-fdl-...").meta({
          examples: ["rslvr-fdl-0123456789abcdef"],
        }),
      )
      .default({})
      .meta({
        description:
          "Domain lists that AWS manages: the ID of each list by its name. AWSManagedDomainsAggregateThreatList contains all the others. IDs differ by Region; `aws route53resolver list-firewall-domain-lists --region <region>` prints them. Default: none.",
        examples: [{ AWSManagedDomainsAggregateThreatList: "rslvr-fdl-0123456789abcdef" }],
      }),
    action: z.enum(["block", "alert"]).default("block").meta({
      description:
        "Action for a query that matches a list: block (answer NXDOMAIN) or alert (answer the query and mark it in network.queryLog). AWS recommends alert for testing a list. Default: block.",
    }),
    failOpen: z.boolean().default(false).meta({
      description:
        "Whether queries are answered while DNS Firewall is impaired. Default: false, as at AWS: queries fail, so that no blocked domain resolves. Set true where availability matters more than filtering. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html",
    }),
  })
  .prefault({})
  .meta({
    description:
      "Route 53 Resolver DNS Firewall: filters DNS queries that the VPC's resolver receives, and none that are sent to another resolver. $0.60 per million queries, and $0.0005 a month for each domain in your lists; lists that AWS manages are free. Default: no lists, and no firewall is created. https://aws.amazon.com/route53/pricing/",
  });
