import { neededKarpenter } from "../../../domain/cluster/karpenter-versions";
import { type Edits, problemsWith, warningsWith } from "./fixtures";

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

describe("Karpenter's rules", () => {
  it.each<[string, Edits]>([
    ["a pool with all defaults", pool({})],
    ["a release that the cluster's version needs", karpenter({ version: "1.13.0" })],
    ["one controller on one node", { ...karpenter({ replicas: 1 }), "cluster.nodeGroups.main.minSize": 1 }],
    [
      "controllers on a pool kept for such pods",
      { ...pool({}), "cluster.nodeGroups.main": { ...GROUP, taints: [TAINT] } },
    ],
    ["a group for each zone", { ...pool({}), "cluster.nodeGroups.main": { ...GROUP, minSize: 1, perZone: true } }],
    ["zones of the network", pool({ zones: ["b"] })],
    ["some values", requirement("NotIn", ["2", "4"])],
    ["one number", requirement("Lt", ["33"])],
    ["no value", requirement("Exists", [])],
    ["labels of one's own", pool({ labels: { "example.com/pool": "apps", pool: "apps" } })],
    ["a budget by the clock", pool({ disruptionBudgets: [{ nodes: "0", schedule: "@daily", duration: "8h" }] })],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["a release older than the cluster", karpenter({ version: "1.12.9" }), [`${AT}.version: Too old for the cluster.`]],
    [
      "more controllers than nodes",
      { ...pool({}), "cluster.nodeGroups.main.minSize": 1 },
      [`${AT}.replicas: More controllers than nodes that are always there for them.`],
    ],
    [
      "controllers on nodes that take others only",
      {
        ...pool({}),
        "cluster.nodeGroups": {
          main: { ...GROUP, minSize: 1 },
          gpu: { ...GROUP, taints: [{ key: "gpu", effect: "NO_SCHEDULE" }] },
        },
      },
      [`${AT}.replicas: More controllers than nodes that are always there for them.`],
    ],
    [
      "a zone that `network.zones` does not contain",
      pool({ zones: ["c"] }),
      [`${AT}.nodePools.apps.zones[0]: network/zone-without-subnets`],
    ],
    [
      "half a budget",
      pool({ disruptionBudgets: [{ nodes: "0", duration: "8h" }] }),
      [`${AT}.nodePools.apps.disruptionBudgets[0].duration: A schedule needs a duration, and a duration a schedule.`],
    ],
    [
      "a requirement on a label that Karpenter sets",
      requirement("In", ["apps"], "karpenter.sh/nodepool"),
      [`${AT}.nodePools.apps.requirements[0].key: Karpenter keeps this label for itself.`],
    ],
    [
      "one node by its name",
      requirement("In", ["ip-10-0-0-1"], "kubernetes.io/hostname"),
      [`${AT}.nodePools.apps.requirements[0].key: Karpenter keeps this label for itself.`],
    ],
    [
      "a label of Karpenter's own",
      pool({ labels: { "karpenter.sh/nodepool": "apps" } }),
      [`${AT}.nodePools.apps.labels["karpenter.sh/nodepool"]: Karpenter keeps this label for itself.`],
    ],
    [
      "a budget that holds for no time",
      pool({ disruptionBudgets: [{ nodes: "0", schedule: "@daily", duration: "" }] }),
      [`${AT}.nodePools.apps.disruptionBudgets[0].duration: Not in the allowed form.`],
    ],
    ...[
      ["kubernetes.io/arch", "architectures"],
      ["karpenter.sh/capacity-type", "capacityTypes"],
      ["topology.kubernetes.io/zone", "zones"],
    ].map(([key = "", own = ""]): [string, Edits, string[]] => [
      `a second place for ${own}`,
      requirement("In", ["x"], key),
      [`${AT}.nodePools.apps.requirements[0].key: \`${own}\` of the pool says this already.`],
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
      [`${AT}.nodePools.apps.requirements[0].values: Not the values that this operator takes.`],
    ]),
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("warn that Karpenter's nodes do not wait as node groups may", () => {
    const edits = { ...pool({}), "cluster.nodeVersion": "1.35" };
    expect(warningsWith(edits)).toEqual([
      "cluster.nodeVersion: Holds for node groups only: Karpenter's nodes follow cluster.version at once, as fast as their budgets allow.",
    ]);
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

    it("say nothing when endpoints, prices and image are stated", () => {
      expect(alone(isolated, { bundles })).toEqual([]);
    });

    it.each<[string, object, object]>([
      ["the prices", { ...isolated, isolatedVpc: false }, { bundles }],
      ["the image", { isolatedVpc: true }, { bundles }],
    ])("warn of what is missing: %s", (_, settings, endpoints) => {
      expect(alone(settings, endpoints)).toEqual([expect.stringContaining("Without NAT Karpenter also needs")]);
    });

    it("warn of the endpoint without which the controller panics when it starts", () => {
      expect(alone(isolated, { bundles: ["private-eks"], services: ["sqs", "ssm"] })).toEqual([
        expect.stringContaining("network/addon-without-endpoint"),
      ]);
    });

    it("want no endpoint of ARC when the cluster takes no part in zonal shifts", () => {
      const services = { bundles: ["private-eks"], services: ["sqs", "ssm"] };
      const edits = { ...karpenter(isolated), "cluster.zonalShift": false, "network.nat": "none" };
      const warnings = warningsWith({ ...edits, "network.interfaceEndpoints": services });
      expect(warnings.filter((warning) => warning.startsWith(AT))).toEqual([]);
    });
  });
});

describe("neededKarpenter", () => {
  it.each([
    ["1.12.3", "1.36", "1.13.0"],
    ["1.13.0", "1.36", undefined],
    ["1.8.9", "1.35", "1.9.0"],
    ["1.9.0", "1.35", undefined],
    ["1.0.0", "1.99", undefined],
  ])("for %s on Kubernetes %s is %s", (karpenterVersion, kubernetesVersion, needed) => {
    expect(neededKarpenter(karpenterVersion, kubernetesVersion)).toBe(needed);
  });
});
