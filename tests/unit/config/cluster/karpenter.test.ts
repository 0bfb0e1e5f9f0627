import { type Edits, problemsWith, warningsWith } from "../fixtures";

const AT = "cluster.karpenter";
const POOL = { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } };
const GROUP = { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 3 };
const TAINT = { key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" };

/** Karpenter on two nodes, with one pool that differs by the given settings. */
function karpenter(settings: object, pool: object = {}): Edits {
  return {
    "cluster.nodeGroups": { main: GROUP },
    "cluster.karpenter": { nodePools: { apps: { ...POOL, ...pool } }, ...settings },
  };
}

function pool(settings: object): Edits {
  return karpenter({}, settings);
}

function requirement(operator: string, values: readonly string[], key = "karpenter.k8s.aws/instance-cpu"): Edits {
  return pool({ requirements: [{ key, operator, values }] });
}

describe("rules about Karpenter", () => {
  it.each<[string, Edits]>([
    ["a pool with all defaults", pool({})],
    ["the oldest release that supports the cluster's version", karpenter({ version: "1.13.0" })],
    ["one controller on one node", { ...karpenter({ replicas: 1 }), "cluster.nodeGroups.main.minSize": 1 }],
    [
      "controllers on a node group with the taint CriticalAddonsOnly",
      { ...pool({}), "cluster.nodeGroups.main": { ...GROUP, taints: [TAINT] } },
    ],
    [
      "controllers on one node per zone",
      { ...pool({}), "cluster.nodeGroups.main": { ...GROUP, minSize: 1, perZone: true } },
    ],
    ["zones of the network", pool({ zones: ["b"] })],
    ["several values for NotIn", requirement("NotIn", ["2", "4"])],
    ["one number for Lt", requirement("Lt", ["33"])],
    ["no value for Exists", requirement("Exists", [])],
    ["labels with the user's prefix or without one", pool({ labels: { "example.com/pool": "apps", pool: "apps" } })],
    [
      "a disruption budget with a schedule",
      pool({ disruptionBudgets: [{ nodes: "0", schedule: "@daily", duration: "8h" }] }),
    ],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a release that does not support the cluster's version",
      karpenter({ version: "1.12.9" }),
      [`${AT}.version: cluster/karpenter-too-old`],
    ],
    [
      "more replicas than nodes",
      { ...pool({}), "cluster.nodeGroups.main.minSize": 1 },
      [`${AT}.replicas: cluster/karpenter-too-many-replicas`],
    ],
    [
      "more replicas than nodes whose taints the controller tolerates",
      {
        ...pool({}),
        "cluster.nodeGroups": {
          main: { ...GROUP, minSize: 1 },
          gpu: { ...GROUP, taints: [{ key: "gpu", effect: "NO_SCHEDULE" }] },
        },
      },
      [`${AT}.replicas: cluster/karpenter-too-many-replicas`],
    ],
    [
      "a zone in which the network has no subnets",
      pool({ zones: ["c"] }),
      [`${AT}.nodePools.apps.zones[0]: network/zone-without-subnets`],
    ],
    [
      "a disruption budget with a duration and without a schedule",
      pool({ disruptionBudgets: [{ nodes: "0", duration: "8h" }] }),
      [`${AT}.nodePools.apps.disruptionBudgets[0].duration: cluster/incomplete-disruption-budget`],
    ],
    [
      "a requirement on a label that Karpenter sets",
      requirement("In", ["apps"], "karpenter.sh/nodepool"),
      [`${AT}.nodePools.apps.requirements[0].key: cluster/karpenter-reserved-label`],
    ],
    [
      "a requirement on the host name of a node",
      requirement("In", ["ip-10-0-0-1"], "kubernetes.io/hostname"),
      [`${AT}.nodePools.apps.requirements[0].key: cluster/karpenter-reserved-label`],
    ],
    [
      "a label that Karpenter sets",
      pool({ labels: { "karpenter.sh/nodepool": "apps" } }),
      [`${AT}.nodePools.apps.labels["karpenter.sh/nodepool"]: cluster/karpenter-reserved-label`],
    ],
    [
      "a disruption budget with an empty duration",
      pool({ disruptionBudgets: [{ nodes: "0", schedule: "@daily", duration: "" }] }),
      [`${AT}.nodePools.apps.disruptionBudgets[0].duration: schema/wrong-form`],
    ],
    ...[
      ["kubernetes.io/arch", "architectures"],
      ["karpenter.sh/capacity-type", "capacityTypes"],
      ["topology.kubernetes.io/zone", "zones"],
    ].map(([key = "", own = ""]): [string, Edits, string[]] => [
      `a requirement that ${own} already sets`,
      requirement("In", ["x"], key),
      [`${AT}.nodePools.apps.requirements[0].key: cluster/requirement-duplicates-key`],
    ]),
    ...(
      [
        ["In", []],
        ["NotIn", []],
        ["Gt", ["5", "6"]],
        ["Lt", ["large"]],
        ["Exists", ["5"]],
        ["DoesNotExist", ["5"]],
      ] as const
    ).map(([operator, values]): [string, Edits, string[]] => [
      `${operator} with ${values.length} values`,
      requirement(operator, values),
      [`${AT}.nodePools.apps.requirements[0].values: cluster/requirement-values`],
    ]),
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("warn that nodeVersion does not apply to Karpenter's nodes", () => {
    const edits = { ...pool({}), "cluster.nodeVersion": "1.35" };
    expect(warningsWith(edits)).toEqual(["cluster.nodeVersion: cluster/karpenter-ignores-node-version"]);
    expect(warningsWith({ "cluster.nodeVersion": "1.35" })).toEqual([]);
  });

  describe("without NAT", () => {
    const bundles = ["private-eks", "karpenter"];
    const isolated = {
      isolatedVpc: true,
      imageRepository: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/karpenter/controller",
    };
    const alone = (settings: object, interfaceEndpoints: object): string[] =>
      warningsWith({
        ...karpenter(settings),
        "network.nat": "none",
        "network.interfaceEndpoints": interfaceEndpoints,
      }).filter((warning) => warning.startsWith(AT));

    it("cause no warning with endpoints, isolatedVpc and imageRepository", () => {
      expect(alone(isolated, { bundles })).toEqual([]);
    });

    it.each<[string, object, object]>([
      ["isolatedVpc", { ...isolated, isolatedVpc: false }, { bundles }],
      ["imageRepository", { isolatedVpc: true }, { bundles }],
    ])("cause a warning without %s", (_, settings, endpoints) => {
      expect(alone(settings, endpoints)).toEqual([`${AT}: cluster/karpenter-without-internet`]);
    });

    it("cause a warning without the endpoint of ARC, without which the controller panics at its start", () => {
      expect(alone(isolated, { bundles: ["private-eks"], services: ["sqs", "ssm"] })).toEqual([
        `${AT}: network/addon-without-endpoint`,
      ]);
    });

    it("need no endpoint of ARC without zonal shift", () => {
      const services = { bundles: ["private-eks"], services: ["sqs", "ssm"] };
      const edits = { ...karpenter(isolated), "cluster.zonalShift": false, "network.nat": "none" };
      const warnings = warningsWith({ ...edits, "network.interfaceEndpoints": services });
      expect(warnings.filter((warning) => warning.startsWith(AT))).toEqual([]);
    });
  });
});
