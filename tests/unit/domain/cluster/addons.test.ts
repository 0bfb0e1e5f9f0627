import {
  ADDON_NAMES,
  ADDONS,
  type CoreAddonName,
  CORE_ADDON_NAMES,
  OPTIONAL_ADDON_NAMES,
  lockedAddonVersion,
} from "../../../../domain/cluster/addons/catalog";
import type { AddonContext, AddonDefinition } from "../../../../domain/cluster/addons/definition";
import { schemaAt } from "../../../../config/schema/json-schema";
import { FAN_OUT } from "../../cluster/fixture";

const CONTEXT: AddonContext = {
  clusterName: "groundwork-prod",
  accountId: "111122223333",
  region: "eu-west-1",
  ipFamily: "ipv4",
  tags: FAN_OUT,
  domains: [],
  settings: {},
};

const configuration = Object.fromEntries(
  CORE_ADDON_NAMES.map((name) => [name, ADDONS[name].configuration(CONTEXT)]),
) as Record<CoreAddonName, unknown>;

describe("the configuration of core add-ons", () => {
  it("turns on network policies and address prefixes, and sets the tags of interfaces that the CNI creates", () => {
    expect(configuration["vpc-cni"]).toEqual({
      enableNetworkPolicy: "true",
      env: {
        ENABLE_PREFIX_DELEGATION: "true",
        WARM_PREFIX_TARGET: "1",
        ADDITIONAL_ENI_TAGS: '{"Project":"groundwork","CostCenter":"4711"}',
      },
    });
  });

  it("runs at least two replicas of CoreDNS, spread over zones, with a disruption budget", () => {
    expect(configuration.coredns).toEqual({
      autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
      ],
    });
  });

  it("sets the Region of the EBS driver, which cannot read instance metadata, and the tags of its volumes", () => {
    expect(configuration["aws-ebs-csi-driver"]).toEqual({
      controller: { region: "eu-west-1", extraVolumeTags: FAN_OUT.tags },
    });
  });

  it("gives metrics-server the toleration of system nodes, as CoreDNS and the EBS driver have it", () => {
    expect(configuration["metrics-server"]).toEqual({
      tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
    });
  });

  it.each(["kube-proxy", "eks-pod-identity-agent", "eks-node-monitoring-agent"] as const)(
    "is an empty object for %s, which resets the add-on to its defaults",
    (addon) => {
      expect(configuration[addon]).toEqual({});
    },
  );
});

describe("the add-on catalog", () => {
  it.each(ADDON_NAMES)("%s has versions in the format of EKS, each with the date of its lookup", (name) => {
    const { versions }: AddonDefinition = ADDONS[name];
    for (const { version, asOf } of Object.values(versions)) {
      expect(version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      expect(new Date(asOf).toISOString().slice(0, 10)).toBe(asOf);
    }
  });

  it.each(["1.34", "1.35", "1.36"])("locks every core add-on for Kubernetes %s", (kubernetesVersion) => {
    for (const name of CORE_ADDON_NAMES) expect(lockedAddonVersion(name, kubernetesVersion)).toBeDefined();
  });

  it("has each service account and each namespace for one add-on only", () => {
    const definitions: AddonDefinition[] = ADDON_NAMES.map((name) => ADDONS[name]);
    const keys = definitions.flatMap(({ identities }) => (identities?.(CONTEXT) ?? []).map(({ key }) => key));
    const namespaces = definitions.flatMap(({ namespace }) => namespace ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(namespaces).size).toBe(namespaces.length);
  });

  it("has an optional add-on for each key of cluster.optionalAddons", () => {
    expect(OPTIONAL_ADDON_NAMES).toEqual(
      Object.keys((schemaAt(["cluster", "optionalAddons"])?.properties ?? {}) as object),
    );
  });
});
