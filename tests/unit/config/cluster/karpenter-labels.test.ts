import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const GROUP = { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 3 };
const POOL = { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } };
const TAINT = { key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" };

/** Karpenter with one pool that differs by the given settings. */
function pool(settings: object): Edits {
  return {
    "cluster.nodeGroups": { main: GROUP },
    "cluster.karpenter": { nodePools: { apps: { ...POOL, ...settings } } },
  };
}

function requirement(operator: string, values: readonly string[], key = "karpenter.k8s.aws/instance-cpu"): Edits {
  return pool({ requirements: [{ key, operator, values }] });
}

function budget(schedule: string): object {
  return { nodes: "0", schedule, duration: "8h" };
}

const POOL_AT = "cluster.karpenter.nodePools.apps";
const KEY_AT = `${POOL_AT}.requirements[0].key`;
const NO_SUCH_LABEL = "cluster/karpenter-unknown-label";
const UNPARSED = "schema/invalid-value";

describe("limits of Karpenter's CRDs", () => {
  it.each<[string, Edits]>([
    ["a label of the AWS provider for nodes", pool({ labels: { "karpenter.k8s.aws/instance-family": "m7g" } })],
    ["a requirement on a user's label", requirement("In", ["2"], "example.com/team")],
    ["a numeric comparison with a user's label", requirement("Gt", ["2"], "example.com/rack")],
    [
      "a requirement with one existing tenancy",
      requirement("In", ["dedicated", "shared"], "karpenter.k8s.aws/instance-tenancy"),
    ],
    [
      "a schedule with each form of a field",
      pool({ disruptionBudgets: [budget("*/15,7 9-17/2 ? jan-Mar,12 MON-fri")] }),
    ],
    ["the schedule @midnight", pool({ disruptionBudgets: [budget("@midnight")] })],
    ["nodes that never expire", pool({ expireAfter: "Never" })],
    [
      "two taints with the same key and different effects",
      pool({ taints: [TAINT, { ...TAINT, effect: "NO_EXECUTE" }] }),
    ],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a requirement on a misspelt label",
      requirement("In", ["m7g"], "karpenter.k8s.aws/instance-familly"),
      [`${KEY_AT}: ${NO_SUCH_LABEL}`],
    ],
    [
      "a requirement on the label of the node class",
      requirement("Exists", [], "karpenter.k8s.aws/ec2nodeclass"),
      [`${KEY_AT}: ${NO_SUCH_LABEL}`],
    ],
    [
      "a requirement on a label of a subdomain of the provider",
      requirement("Exists", [], "x.karpenter.k8s.aws/y"),
      [`${KEY_AT}: ${NO_SUCH_LABEL}`],
    ],
    [
      "a label of the provider that does not exist",
      pool({ labels: { "karpenter.k8s.aws/team": "x" } }),
      [`${POOL_AT}.labels["karpenter.k8s.aws/team"]: ${NO_SUCH_LABEL}`],
    ],
    [
      "a requirement on the operating system",
      requirement("In", ["windows"], "kubernetes.io/os"),
      [`${KEY_AT}: cluster/requirement-on-operating-system`],
    ],
    [
      "a requirement on the deprecated label of a key",
      requirement("In", ["arm64"], "beta.kubernetes.io/arch"),
      [`${KEY_AT}: cluster/requirement-duplicates-key`],
    ],
    [
      "a numeric comparison with a label of text",
      requirement("Gt", ["5"], "karpenter.k8s.aws/instance-family"),
      [`${POOL_AT}.requirements[0].operator: cluster/requirement-operator`],
    ],
    [
      "a number that is too large for Karpenter",
      requirement("Gt", ["99999999999999999999"]),
      [`${POOL_AT}.requirements[0].values: cluster/requirement-values`],
    ],
    [
      "a requirement with no existing tenancy",
      requirement("In", ["shared"], "karpenter.k8s.aws/instance-tenancy"),
      [`${POOL_AT}.requirements[0].values: cluster/requirement-without-match`],
    ],
    [
      "two taints with the same key and effect",
      pool({ taints: [TAINT, { ...TAINT, value: "x" }] }),
      [`${POOL_AT}.taints[1]: cluster/duplicate-taint`],
    ],
    [
      "a taint that Karpenter sets",
      pool({ taints: [{ key: "karpenter.sh/unregistered", effect: "NO_EXECUTE" }] }),
      [`${POOL_AT}.taints[0].key: cluster/karpenter-reserved-taint`],
    ],
    ...["60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 7", "0 5-4 * * *", "*/0 * * * *", "@every"].map(
      (schedule): [string, Edits, string[]] => [
        `the schedule ${schedule}`,
        pool({ disruptionBudgets: [budget(schedule)] }),
        [`${POOL_AT}.disruptionBudgets[0].schedule: ${UNPARSED}`],
      ],
    ),
    [
      "a disruption budget with a duration of 0",
      pool({ disruptionBudgets: [{ ...budget("@daily"), duration: "0h0m" }] }),
      [`${POOL_AT}.disruptionBudgets[0].duration: schema/invalid-value`],
    ],
    [
      "nodes that expire after 0 seconds",
      pool({ expireAfter: "0s" }),
      [`${POOL_AT}.expireAfter: schema/invalid-value`],
    ],
    [
      "a duration that Go cannot represent",
      pool({ terminationGracePeriod: "99999999999h" }),
      [`${POOL_AT}.terminationGracePeriod: schema/invalid-value`],
    ],
    [
      "a memory limit without suffix",
      pool({ limits: { cpu: 64, memory: "256" } }),
      [`${POOL_AT}.limits.memory: schema/invalid-value`],
    ],
    [
      "an AMI alias that is longer than the CRD accepts",
      pool({ amiAlias: "bottlerocket@v1.51.00000000000000" }),
      [`${POOL_AT}.amiAlias: schema/wrong-form`],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("suggest the label that was probably meant, as a command", () => {
    const [problem] = verdictOn(requirement("In", ["m7g"], "karpenter.k8s.aws/instance-familly")).problems;
    expect(problem?.allowed).toContain("karpenter.k8s.aws/instance-family, or another label");
    expect(problem?.fix).toEqual([
      "npm run config -- set dev 'cluster.karpenter.nodePools.apps.requirements[0].key' karpenter.k8s.aws/instance-family",
    ]);
  });

  it("refuse more requirements, labels and budgets than the CRD accepts, counting those that Groundwork adds", () => {
    const requirements = Array.from({ length: 97 }, (_, index) => ({ key: `l${index}`, operator: "Exists" }));
    const labels = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`l${index}`, "x"]));
    const disruptionBudgets = Array.from({ length: 51 }, () => ({ nodes: "10%" }));
    expect(problemsWith(pool({ requirements }))).toHaveLength(1);
    expect(problemsWith(pool({ requirements: requirements.slice(1) }))).toEqual([]);
    expect(problemsWith(pool({ labels }))).toEqual([`${POOL_AT}.labels: schema/invalid-value`]);
    expect(problemsWith(pool({ disruptionBudgets }))).toHaveLength(1);
  });

  it("warn of a requirement on a Kubernetes label that instance types do not have", () => {
    expect(warningsWith(requirement("In", ["m7g.large"], "node.kubernetes.io/instance-typ"))).toEqual([
      `${KEY_AT}: cluster/karpenter-unused-label`,
    ]);
    expect(warningsWith(requirement("Exists", [], "node-restriction.kubernetes.io/team"))).toEqual([]);
    expect(warningsWith(requirement("In", ["m7g.large"], "node.kubernetes.io/instance-type"))).toEqual([]);
  });
});
