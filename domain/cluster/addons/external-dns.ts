import { deployment, ON_SYSTEM_NODES, SYSTEM } from "../scheduling";
import type { AddonDefinition } from "./definition";
import { hostedZonesPolicy } from "./policies";

export const externalDns: AddonDefinition = {
  description: "Writes Route 53 records for Services and Ingresses.",
  documentation: "https://kubernetes-sigs.github.io/external-dns/",
  versions: {
    "1.35": { version: "v0.21.0-eksbuild.6", asOf: "2026-11-21" },
    "1.36": { version: "v0.23.0-eksbuild.1", asOf: "2026-11-21" },
  },
  pods: [deployment("external-dns", SYSTEM)],
  namespace: "external-dns",
  // https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/
  awsApi: { name: "external-dns", services: ["route53"], otherwise: "it writes no records" },
  identities: () => [
    {
      key: "external-dns",
      serviceAccount: "external-dns",
      permissions: { policyForZones: hostedZonesPolicy },
    },
  ],
  configuration: ({ clusterName, domains, settings: { policy = "upsert-only" } }) => ({
    domainFilters: [...domains],
    // Marks each record with its owner: several clusters can share a hosted zone.
    registry: "txt",
    txtOwnerId: clusterName,
    policy,
    tolerations: ON_SYSTEM_NODES,
  }),
};
