import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

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
/** Every optional component whose pods tolerate the taint of system nodes. */
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
  ...pools({ apps: POOL }),
};

const SAMPLE: Edits = {
  "cluster.namespaces": { web: {} },
  "cluster.admission": { registries: ["public.ecr.aws/nginx"] },
  "cluster.sampleWorkload": { namespace: "web" },
};

const noGroupTakes = (component: string): string =>
  `cluster.nodeGroups: No node group takes the pods of ${component}: each has a taint that they do not tolerate, or starts with no node.`;
const noGroupTakesAddon = (path: string, workload: string): string =>
  `cluster.${path}: No node takes its pods (${workload}), which tolerate no taint: it would not become ready before the update times out.`;
const NO_NODE_FOR_PLAIN_PODS =
  "cluster.namespaces.web: Pods without tolerations find no node: every node group and every pool of Karpenter has a taint.";

describe("the rules about pods and nodes", () => {
  it.each<[string, Edits]>([
    [
      "all components on a group without taints",
      groups({ main: GROUP }, { ...TOLERANT, ...addons({ ...S3, ...CLOUDWATCH }) }),
    ],
    ["those that tolerate it on system nodes", groups({ system: SYSTEM }, TOLERANT)],
    [
      "those that tolerate nothing on a second group",
      groups({ system: SYSTEM, apps: GROUP }, addons({ ...S3, ...CLOUDWATCH })),
    ],
    ["nodes that pods only should not use", groups({ main: tainted("dedicated", "PREFER_NO_SCHEDULE") }, addons(S3))],
    ["the sample on a group without taints", groups({ main: GROUP }, SAMPLE)],
    [
      "add-ons that tolerate nothing on a pool of Karpenter without taints",
      groups({ system: SYSTEM }, { ...addons({ ...S3, ...CLOUDWATCH }), ...pools({ apps: POOL }) }),
    ],
    [
      "the sample on a pool of Karpenter without taints",
      groups({ system: SYSTEM }, { ...SAMPLE, ...pools({ apps: POOL }) }),
    ],
    [
      "workloads of Fargate beside system nodes",
      groups(
        { system: SYSTEM },
        { ...SAMPLE, "cluster.fargateProfiles": { web: { selectors: [{ namespace: "w*" }] } } },
      ),
    ],
    [
      "anything in Auto Mode, whose nodes have no taint",
      { "cluster.compute": "auto-mode", "cluster.nodeGroups": {}, ...SAMPLE, ...addons({ ...S3, ...CLOUDWATCH }) },
    ],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits).filter((line) => line.includes("find no node"))]).toEqual(
      [],
    );
  });

  it.each<[string, Edits, string[]]>([
    ["coredns on dedicated nodes", groups({ gpu: tainted("gpu") }), [noGroupTakes("coredns")]],
    [
      "coredns on a group with one taint too many",
      groups({
        main: {
          ...GROUP,
          taints: [
            { key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" },
            { key: "x", effect: "NO_EXECUTE" },
          ],
        },
      }),
      [noGroupTakes("coredns")],
    ],
    ["coredns on groups that start empty", groups({ main: EMPTY }), [noGroupTakes("coredns")]],
    [
      "the metrics server where only coredns is tolerant",
      groups({ main: tainted("node-role.kubernetes.io/control-plane") }),
      [noGroupTakes("metrics-server")],
    ],
    [
      "the S3 driver's controller on system nodes",
      groups({ system: SYSTEM }, addons(S3)),
      [noGroupTakesAddon("optionalAddons.aws-mountpoint-s3-csi-driver", "s3-csi-controller")],
    ],
    [
      "it beside a tainted pool of Karpenter",
      groups({ system: SYSTEM }, { ...addons(S3), ...pools({ jobs: TAINTED_POOL }) }),
      [noGroupTakesAddon("optionalAddons.aws-mountpoint-s3-csi-driver", "s3-csi-controller")],
    ],
    [
      "it beside a group that starts empty",
      groups({ system: SYSTEM, apps: EMPTY }, addons(S3)),
      [noGroupTakesAddon("optionalAddons.aws-mountpoint-s3-csi-driver", "s3-csi-controller")],
    ],
    [
      "CloudWatch's manager on system nodes",
      groups({ system: SYSTEM }, addons(CLOUDWATCH)),
      [
        noGroupTakesAddon(
          "optionalAddons.amazon-cloudwatch-observability",
          "amazon-cloudwatch-observability-controller-manager",
        ),
      ],
    ],
    [
      "the sample where every node has a taint",
      groups({ system: SYSTEM }, { ...SAMPLE, ...pools({ jobs: TAINTED_POOL }) }),
      [
        "cluster.sampleWorkload: No node takes its pods, which tolerate no taint: the update would wait for them and fail.",
      ],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("warn of namespaces whose pods need tolerations", () => {
    const edits = groups({ system: SYSTEM }, { "cluster.namespaces": { web: {} }, ...pools({ jobs: TAINTED_POOL }) });
    expect(warningsWith(edits)).toEqual([NO_NODE_FOR_PLAIN_PODS]);
    const selectors = [{ namespace: "web", labels: { runtime: "fargate" } }];
    const some = { ...edits, "cluster.fargateProfiles": { web: { selectors } } };
    expect(warningsWith(some)).toContain(NO_NODE_FOR_PLAIN_PODS);
  });

  it.each([
    [
      "takes the taints of the first group off",
      { gpu: tainted("gpu") },
      ["pulumi config rm --stack dev --path 'cluster.nodeGroups.gpu.taints'"],
    ],
    [
      "fills the group whose taints are tolerated",
      { gpu: tainted("gpu"), system: tainted("CriticalAddonsOnly", "NO_SCHEDULE", EMPTY) },
      ["pulumi config set --stack dev --path 'cluster.nodeGroups.system.desiredSize' 1"],
    ],
  ])("have a fix that %s", (_, nodeGroups, fix) => {
    const { problems } = verdictOn({ "cluster.nodeGroups": nodeGroups });
    expect(problems.map((problem) => problem.fix)).toEqual([fix]);
  });
});
