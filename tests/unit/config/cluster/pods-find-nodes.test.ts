import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const GROUP = { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 3 };
const EMPTY = { ...GROUP, minSize: 0, desiredSize: 0 };
const POOL = { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } };
const BUCKET = { "storage.buckets.data": { noncurrentExpirationDays: 30 } };

type Effect = "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";

function tainted(key: string, effect: Effect = "NO_SCHEDULE", group: object = GROUP): object {
  return { ...group, taints: [{ key, effect }] };
}

const SYSTEM = tainted("CriticalAddonsOnly");
const TAINTED_POOL = { ...POOL, taints: [{ key: "dedicated", effect: "NO_SCHEDULE" }] };

function groups(nodeGroups: Record<string, object>, more: Edits = {}): Edits {
  return { "cluster.nodeGroups": nodeGroups, ...more };
}

const addons = (optionalAddons: object): Edits => ({ ...BUCKET, "cluster.optionalAddons": optionalAddons });
const pools = (nodePools: object): Edits => ({ "cluster.karpenter": { nodePools } });

const S3 = { "aws-mountpoint-s3-csi-driver": { version: "v2.8.0-eksbuild.1", buckets: { data: "read-only" } } };
const CLOUDWATCH = { "amazon-cloudwatch-observability": {} };
/** All optional components whose pods tolerate the taint CriticalAddonsOnly. */
const TOLERANT: Edits = {
  ...addons({
    "aws-efs-csi-driver": {},
    "snapshot-controller": { version: "v8.6.0-eksbuild.6" },
    "cert-manager": { version: "v1.21.0-eksbuild.2" },
    "external-dns": { zones: { "shop.example.com": "Z1" } },
    "kube-state-metrics": { version: "v2.19.1-eksbuild.2" },
    "prometheus-node-exporter": { version: "v1.11.1-eksbuild.7" },
  }),
  "cluster.loadBalancerController": {},
  "cluster.externalSecrets": {},
  "cluster.keda": {},
  ...pools({ apps: POOL }),
};

const SAMPLE: Edits = {
  "cluster.namespaces": { web: {} },
  "cluster.admission": { registries: ["public.ecr.aws/nginx"] },
  "cluster.sampleWorkload": { namespace: "web" },
};

const NO_NODE_FOR_CORE_ADDON = ["cluster.nodeGroups: cluster/no-node-for-core-addon"];
const noNodeForAddon = (addon: string): string[] => [`cluster.optionalAddons.${addon}: cluster/no-node-for-component`];
const NO_NODE_WITHOUT_TAINTS = "cluster.namespaces.web: cluster/no-node-without-taints";

describe("rules about nodes for pods", () => {
  it.each<[string, Edits]>([
    [
      "all components, if a group has no taints",
      groups({ main: GROUP }, { ...TOLERANT, ...addons({ ...S3, ...CLOUDWATCH }) }),
    ],
    ["components that tolerate CriticalAddonsOnly on groups with this taint", groups({ system: SYSTEM }, TOLERANT)],
    [
      "components without tolerations, if a second group has no taints",
      groups({ system: SYSTEM, apps: GROUP }, addons({ ...S3, ...CLOUDWATCH })),
    ],
    [
      "components without tolerations on a group with the effect PREFER_NO_SCHEDULE",
      groups({ main: tainted("dedicated", "PREFER_NO_SCHEDULE") }, addons(S3)),
    ],
    ["the sample workload, if a group has no taints", groups({ main: GROUP }, SAMPLE)],
    [
      "add-ons without tolerations, if a Karpenter pool has no taints",
      groups({ system: SYSTEM }, { ...addons({ ...S3, ...CLOUDWATCH }), ...pools({ apps: POOL }) }),
    ],
    [
      "the sample workload, if a Karpenter pool has no taints",
      groups({ system: SYSTEM }, { ...SAMPLE, ...pools({ apps: POOL }) }),
    ],
    [
      "workloads on Fargate, if every group has a taint",
      groups(
        { system: SYSTEM },
        { ...SAMPLE, "cluster.fargateProfiles": { web: { selectors: [{ namespace: "w*" }] } } },
      ),
    ],
    [
      "all components with Auto Mode, whose nodes have no taints",
      { "cluster.compute": "auto-mode", "cluster.nodeGroups": {}, ...SAMPLE, ...addons({ ...S3, ...CLOUDWATCH }) },
    ],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits).filter((line) => line.includes("cluster/no-node"))]).toEqual(
      [],
    );
  });

  it.each<[string, Edits, string[]]>([
    [
      "coredns, if the only group has a taint that it does not tolerate",
      groups({ gpu: tainted("gpu") }),
      NO_NODE_FOR_CORE_ADDON,
    ],
    [
      "coredns, if it tolerates only one of two taints",
      groups({
        main: {
          ...GROUP,
          taints: [
            { key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" },
            { key: "x", effect: "NO_EXECUTE" },
          ],
        },
      }),
      NO_NODE_FOR_CORE_ADDON,
    ],
    ["coredns, if every group has the desired size 0", groups({ main: EMPTY }), NO_NODE_FOR_CORE_ADDON],
    [
      "metrics-server, if the only group has a taint that only coredns tolerates",
      groups({ main: tainted("node-role.kubernetes.io/control-plane") }),
      NO_NODE_FOR_CORE_ADDON,
    ],
    [
      "the controller of the S3 driver, if the only group has the taint CriticalAddonsOnly",
      groups({ system: SYSTEM }, addons(S3)),
      noNodeForAddon("aws-mountpoint-s3-csi-driver"),
    ],
    [
      "the controller of the S3 driver, if the Karpenter pool has a taint as well",
      groups({ system: SYSTEM }, { ...addons(S3), ...pools({ jobs: TAINTED_POOL }) }),
      noNodeForAddon("aws-mountpoint-s3-csi-driver"),
    ],
    [
      "the controller of the S3 driver, if the group without taints has the desired size 0",
      groups({ system: SYSTEM, apps: EMPTY }, addons(S3)),
      noNodeForAddon("aws-mountpoint-s3-csi-driver"),
    ],
    [
      "the manager of the CloudWatch add-on, if the only group has the taint CriticalAddonsOnly",
      groups({ system: SYSTEM }, addons(CLOUDWATCH)),
      noNodeForAddon("amazon-cloudwatch-observability"),
    ],
    [
      "the sample workload, if every node has a taint",
      groups({ system: SYSTEM }, { ...SAMPLE, ...pools({ jobs: TAINTED_POOL }) }),
      ["cluster.sampleWorkload: cluster/no-node-for-sample-workload"],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("warn of namespaces, if every node has a taint", () => {
    const edits = groups({ system: SYSTEM }, { "cluster.namespaces": { web: {} }, ...pools({ jobs: TAINTED_POOL }) });
    expect(warningsWith(edits)).toEqual([NO_NODE_WITHOUT_TAINTS]);
    const selectors = [{ namespace: "web", labels: { runtime: "fargate" } }];
    const some = { ...edits, "cluster.fargateProfiles": { web: { selectors } } };
    expect(warningsWith(some)).toContain(NO_NODE_WITHOUT_TAINTS);
  });

  it.each([
    [
      "removes the taints of the first group",
      { gpu: tainted("gpu") },
      ["npm run config -- rm dev cluster.nodeGroups.gpu.taints"],
    ],
    [
      "raises desiredSize of the group whose taints the pods tolerate",
      { gpu: tainted("gpu"), system: tainted("CriticalAddonsOnly", "NO_SCHEDULE", EMPTY) },
      ["npm run config -- set dev cluster.nodeGroups.system.desiredSize 1"],
    ],
  ])("suggest a fix that %s", (_, nodeGroups, fix) => {
    const { problems } = verdictOn({ "cluster.nodeGroups": nodeGroups });
    expect(problems.map((problem) => problem.fix)).toEqual([fix]);
  });
});
