import path from "node:path";

import { ConfigError, loadStackFile, type PlatformConfig } from "../../../config";
import { check } from "../../../config/check/check";
import { TAGGED_COMPONENTS } from "../../../domain/tags/component-tags";
import { DEFAULT_TAG_KEYS } from "../../../domain/tags/tag-keys";
import { isContainer } from "../../../config/source/path";
import { NO_SERVICES } from "../account/fixture";
import { edited, MINIMAL, STACKS_DIR, sourceOf, fileText, STACKS, TODAY, verdictOn, type Edits } from "./fixtures";

function load(stack: string): PlatformConfig {
  return loadStackFile(path.join(STACKS_DIR, `Pulumi.${stack}.yaml`), { today: TODAY });
}

function resolved(edits: Edits, stack = "dev"): PlatformConfig {
  const { config, problems } = verdictOn(edits, { stack });
  if (config === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return config;
}

describe("the stack files", () => {
  it.each(STACKS)("%s has no problems", (stack) => {
    expect(load(stack)).toMatchObject({ environment: stack, platformName: `groundwork-${stack}` });
  });

  it("have different accounts and address blocks", () => {
    const configs = STACKS.map(load);
    expect(new Set(configs.map(({ aws }) => aws.accountId)).size).toBe(STACKS.length);
    expect(new Set(configs.map(({ network }) => network.cidr)).size).toBe(STACKS.length);
  });

  it("have Kubernetes versions that are not older than those of the next environment", () => {
    const [dev, staging, prod] = STACKS.map((stack) => Number(load(stack).cluster.version.slice(2)));
    expect(dev).toBeGreaterThanOrEqual(staging ?? 0);
    expect(staging).toBeGreaterThanOrEqual(prod ?? 0);
  });
});

describe("the resolved configuration", () => {
  it("contains every default", () => {
    expect(
      resolved({ "storage.buckets": { data: { noncurrentExpirationDays: 7 } }, "storage.registries": { api: {} } }),
    ).toEqual({
      ...MINIMAL,
      platformName: "shop-dev",
      monitoring: {
        slos: {},
        canaries: {},
        dashboards: { signals: false, cost: false },
        logs: { queriedLogGroups: [], groups: {}, metricFilters: {}, subscriptions: {} },
      },
      resilience: {},
      budgets: {},
      extensions: {},
      account: NO_SERVICES,
      tags: {
        ...MINIMAL.tags,
        managedBy: "Pulumi",
        additional: {},
        components: Object.fromEntries(TAGGED_COMPONENTS.map((component) => [component, {}])),
        ignore: { keys: [], keyPrefixes: [] },
        keys: DEFAULT_TAG_KEYS,
        required: {},
      },
      usage: {
        internetOutGb: 0,
        internetInGb: 0,
        transitGatewayGb: 0,
        flowLogGb: 0,
        queryLogGb: 0,
        logArchiveGb: 0,
        dnsQueryMillions: 0,
        awsServiceGb: {},
      },
      network: {
        ...MINIMAL.network,
        zoneIds: {},
        tiers: ["public", "private", "isolated", "control-plane"],
        subnets: {},
        nat: "single",
        natAllocationIds: {},
        interfaceEndpoints: { bundles: [], services: [] },
        readableBuckets: [],
        flowLogs: { destination: "cloudwatch", traffic: "REJECT", retentionDays: 14, aggregationSeconds: 600 },
        queryLog: { destination: "none" },
        dnsFirewall: {
          blockedDomains: [],
          allowedDomains: [],
          managedDomainLists: {},
          action: "block",
          failOpen: false,
        },
        ipv6: false,
        addressUsageMetrics: false,
        securityGroups: {},
      },
      storage: {
        encryption: "aws-managed",
        keyDeletionWindowDays: 30,
        deletionProtection: true,
        forceDestroy: false,
        fileSystems: {},
        secrets: {},
        logRetentionDays: 90,
        logDelivery: [],
        organizationOnly: true,
        buckets: {
          data: {
            class: "data",
            versioning: true,
            noncurrentExpirationDays: 7,
            abortMultipartUploadDays: 7,
            transitions: [],
            noncurrentTransitions: [],
            backup: false,
            eventBridge: false,
            notifications: {},
            inventory: "none",
            replicate: false,
          },
        },
        registries: { api: { mutableTags: [], keepTaggedImages: 30, untaggedExpirationDays: 7 } },
      },
      backup: {
        enabled: false,
        dailyRetentionDays: 35,
        lock: "none",
        restoreTesting: [],
        encryption: "aws-managed",
        keyDeletionWindowDays: 30,
        deletionProtection: true,
      },
      overrides: {},
      policy: { rules: {} },
      cluster: {
        version: "1.36",
        nodeVersion: "1.36",
        supportType: "STANDARD",
        acceptForcedUpgrade: false,
        endpoint: { private: true, public: false, publicCidrs: [] },
        ipFamily: "ipv4",
        serviceCidr: "172.20.0.0/16",
        logTypes: ["audit", "authenticator"],
        logRetentionDays: 30,
        logClass: "STANDARD",
        retainLogs: false,
        backup: false,
        secretsEncryption: "aws-owned",
        keyDeletionWindowDays: 30,
        deletionProtection: true,
        zonalShift: true,
        addons: {
          "vpc-cni": { version: "v1.22.4-eksbuild.3", configuration: {} },
          "kube-proxy": { version: "v1.36.0-eksbuild.21", configuration: {} },
          "eks-pod-identity-agent": { version: "v1.3.10-eksbuild.3", configuration: {} },
          coredns: { version: "v1.14.3-eksbuild.16", configuration: {} },
          "metrics-server": { version: "v0.9.0-eksbuild.5", configuration: {} },
          "aws-ebs-csi-driver": { version: "v1.63.1-eksbuild.1", configuration: {} },
          "eks-node-monitoring-agent": { version: "v1.7.0-eksbuild.1", configuration: {} },
        },
        optionalAddons: {},
        extraAddons: {},
        nodeGroups: {
          main: {
            ...MINIMAL.cluster.nodeGroups.main,
            zones: ["a", "b"],
            amiType: "AL2023_ARM_64_STANDARD",
            capacityType: "ON_DEMAND",
            diskSizeGiB: 30,
            maxUnavailablePercentage: 33,
            updateStrategy: "DEFAULT",
            autoRepair: true,
            labels: {},
            taints: [],
          },
        },
        fargateProfiles: {},
        hostedZones: {},
        access: { deployer: { ...MINIMAL.cluster.access.deployer, namespaces: [], kubernetesGroups: [] } },
        accessRoles: {},
        podIdentities: {},
        oidcProvider: false,
        compute: "node-groups",
        namespaces: {},
        admission: { action: "deny", registries: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com"] },
      },
    });
  });

  it("has no key for an omitted setting without a default", () => {
    const config = resolved({ "storage.buckets": { data: { versioning: false } } });
    expect(Object.keys(config)).not.toContain("teardown");
    expect(Object.keys(config.storage.buckets["data"] ?? {})).not.toContain("noncurrentExpirationDays");
    expect(Object.keys(config.cluster.nodeGroups["main"] ?? {})).not.toContain("releaseVersion");
  });

  it("has configured add-on versions instead of locked versions", () => {
    const { addons } = resolved({ "cluster.addons": { coredns: { version: "v1.99.0-eksbuild.1" } } }).cluster;
    expect(addons.coredns.version).toBe("v1.99.0-eksbuild.1");
    expect(addons["vpc-cni"].version).toBe("v1.22.4-eksbuild.3");
  });

  it("gives optional add-ons the configured version, or else the locked version", () => {
    const zones = { "shop.example.com": "Z1" };
    const { optionalAddons } = resolved({
      "cluster.version": "1.35",
      "cluster.optionalAddons": {
        "kube-state-metrics": { version: "v2.19.1-eksbuild.2" },
        "external-dns": { zones },
      },
    }).cluster;
    expect(optionalAddons).toEqual({
      "external-dns": { version: "v0.21.0-eksbuild.6", configuration: {}, zones, policy: "upsert-only" },
      "kube-state-metrics": { version: "v2.19.1-eksbuild.2", configuration: {} },
    });
  });

  it("has a node group for each zone, which does not change when another zone is added", () => {
    const group = { ...MINIMAL.cluster.nodeGroups.main, perZone: true };
    const groupsIn = (zones: readonly string[]): PlatformConfig["cluster"]["nodeGroups"] =>
      resolved({ "network.zones": zones, "cluster.nodeGroups": { db: group } }).cluster.nodeGroups;
    const [two, three] = [groupsIn(["b", "a"]), groupsIn(["c", "b", "a"])];
    expect(Object.entries(two).map(([key, { zones }]) => [key, zones])).toEqual([
      ["db-a", ["a"]],
      ["db-b", ["b"]],
    ]);
    expect(three).toEqual({ ...two, "db-c": { ...two["db-a"], zones: ["c"] } });
  });

  it("sorts the zones of a node group by letter", () => {
    const groups = { "network.zones": ["b", "a"], "cluster.nodeGroups.other": MINIMAL.cluster.nodeGroups.main };
    const { main, other } = resolved(groups).cluster.nodeGroups;
    expect([main?.zones, other?.zones]).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  it("gives Karpenter pools their zones, or by default all zones of the network, sorted by letter", () => {
    const pool = { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } };
    const nodePools = { all: pool, some: { ...pool, zones: ["b", "a"] } };
    const { karpenter } = resolved({
      "network.zones": ["c", "b", "a"],
      "cluster.karpenter": { replicas: 1, nodePools },
    }).cluster;
    expect(karpenter).toMatchObject({ version: "1.15.0", replicas: 1, isolatedVpc: false });
    expect(karpenter?.nodePools["all"]?.zones).toEqual(["a", "b", "c"]);
    expect(karpenter?.nodePools["some"]?.zones).toEqual(["a", "b"]);
  });

  it("turns off all deletion protection with `teardown`, and changes nothing else", () => {
    const [kept, torn] = [resolved({}, "prod"), resolved({ teardown: "shop-prod" }, "prod")];
    expect([kept.storage.deletionProtection, kept.cluster.deletionProtection]).toEqual([true, true]);
    expect(torn).toEqual({
      ...kept,
      teardown: "shop-prod",
      storage: { ...kept.storage, deletionProtection: false },
      backup: { ...kept.backup, deletionProtection: false },
      cluster: { ...kept.cluster, deletionProtection: false },
    });
  });

  it("turns off the deletion protection of resources in a list in `teardown`, and changes nothing else", () => {
    const edits = { "storage.buckets.assets": { noncurrentExpirationDays: 30 }, "backup.enabled": true };
    const teardown = ["storage.buckets.assets", "backup"];
    const [kept, torn] = [resolved(edits), resolved({ ...edits, teardown })];
    const { assets, ...buckets } = kept.storage.buckets;
    expect(torn).toEqual({
      ...kept,
      teardown,
      storage: { ...kept.storage, buckets: { ...buckets, assets: { ...assets, deletionProtection: false } } },
      backup: { ...kept.backup, deletionProtection: false },
    });
  });

  it.each(STACKS)("of %s is deeply frozen", (stack) => {
    const thawed: unknown[] = [];
    const visit = (value: unknown): void => {
      if (!isContainer(value)) return;
      if (!Object.isFrozen(value)) thawed.push(value);
      Object.values(value).forEach(visit);
    };
    visit(load(stack));
    expect(thawed).toEqual([]);
  });

  it("is a new object for each load", () => {
    expect(load("dev").network).not.toBe(load("dev").network);
  });

  it.each(STACKS)("of %s resolves to itself", (stack) => {
    const written = Object.fromEntries(Object.entries(load(stack)).filter(([key]) => key !== "platformName"));
    expect(check(sourceOf(fileText(written), stack), TODAY).config).toEqual(load(stack));
  });
});

describe("loadStackFile", () => {
  it("names the existing stack files if a stack file does not exist", () => {
    expect(() => loadStackFile(path.join(STACKS_DIR, "Pulumi.qa.yaml"))).toThrow(
      [
        `Pulumi.qa.yaml does not exist in ${STACKS_DIR}.`,
        "  existing  Pulumi.dev.yaml, Pulumi.prod.yaml, Pulumi.secured.yaml, Pulumi.staging.yaml",
        "  create    npm run config -- new qa",
      ].join("\n"),
    );
  });

  it("names the stack with the nearest name", () => {
    expect(() => loadStackFile(path.join(STACKS_DIR, "Pulumi.dve.yaml"))).toThrow("Did you mean dev?");
  });

  it("accepts stack files only", () => {
    expect(() => loadStackFile(path.join(STACKS_DIR, "Pulumi.yaml"))).toThrow(ConfigError);
  });

  it("returns no configuration if a value is encrypted", () => {
    const text = fileText(edited(MINIMAL, { "tags.owner": { secure: "v1:canary" } }));
    const { config, problems } = check(sourceOf(text), TODAY);
    expect(problems).toEqual([]);
    expect(config).toBeUndefined();
  });
});
