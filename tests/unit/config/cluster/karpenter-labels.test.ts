import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

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
const NO_SUCH_LABEL = "Karpenter has no such label, and its CRD refuses all others of this prefix.";
const UNPARSED = "Karpenter cannot parse this schedule, and would disrupt no node of the pool at any time.";

describe("the limits of Karpenter's CRDs", () => {
  it.each<[string, Edits]>([
    [
      "a label of the provider's, as a requirement of its own",
      pool({ labels: { "karpenter.k8s.aws/instance-family": "m7g" } }),
    ],
    ["a requirement on a label of one's own", requirement("In", ["2"], "example.com/team")],
    ["a comparison of a label of one's own", requirement("Gt", ["2"], "example.com/rack")],
    ["a tenancy that there is", requirement("In", ["dedicated", "shared"], "karpenter.k8s.aws/instance-tenancy")],
    ["a schedule of every form", pool({ disruptionBudgets: [budget("*/15,7 9-17/2 ? jan-Mar,12 MON-fri")] })],
    ["a budget from every midnight on", pool({ disruptionBudgets: [budget("@midnight")] })],
    ["nodes that never expire", pool({ expireAfter: "Never" })],
    ["two taints of one key", pool({ taints: [TAINT, { ...TAINT, effect: "NO_EXECUTE" }] })],
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
      "a requirement on the node class",
      requirement("Exists", [], "karpenter.k8s.aws/ec2nodeclass"),
      [`${KEY_AT}: ${NO_SUCH_LABEL}`],
    ],
    [
      "a label below the provider's domain",
      requirement("Exists", [], "x.karpenter.k8s.aws/y"),
      [`${KEY_AT}: ${NO_SUCH_LABEL}`],
    ],
    [
      "a label of the provider's that there is not",
      pool({ labels: { "karpenter.k8s.aws/team": "x" } }),
      [`${POOL_AT}.labels["karpenter.k8s.aws/team"]: ${NO_SUCH_LABEL}`],
    ],
    [
      "another operating system",
      requirement("In", ["windows"], "kubernetes.io/os"),
      [`${KEY_AT}: Nodes of the platform run Linux, which every pool requires already.`],
    ],
    [
      "the old spelling of what has a key",
      requirement("In", ["arm64"], "beta.kubernetes.io/arch"),
      [`${KEY_AT}: \`architectures\` of the pool says this already.`],
    ],
    [
      "a comparison of names",
      requirement("Gt", ["5"], "karpenter.k8s.aws/instance-family"),
      [`${POOL_AT}.requirements[0].operator: The values of this label are no numbers: no instance type would match.`],
    ],
    [
      "a number that is none for Karpenter",
      requirement("Gt", ["99999999999999999999"]),
      [`${POOL_AT}.requirements[0].values: Not the values that this operator takes.`],
    ],
    [
      "a tenancy that is none",
      requirement("In", ["shared"], "karpenter.k8s.aws/instance-tenancy"),
      [
        `${POOL_AT}.requirements[0].values: No instance has any of these values, and Karpenter keeps the pool from getting ready.`,
      ],
    ],
    [
      "one taint twice",
      pool({ taints: [TAINT, { ...TAINT, value: "x" }] }),
      [`${POOL_AT}.taints[1]: A node has one taint of each key and effect, and this is the second.`],
    ],
    [
      "a taint of Karpenter's own",
      pool({ taints: [{ key: "karpenter.sh/unregistered", effect: "NO_EXECUTE" }] }),
      [`${POOL_AT}.taints[0].key: Karpenter puts taints of this prefix on nodes and takes them off again.`],
    ],
    ...["60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 7", "0 5-4 * * *", "*/0 * * * *", "@every"].map(
      (schedule): [string, Edits, string[]] => [
        `the schedule ${schedule}`,
        pool({ disruptionBudgets: [budget(schedule)] }),
        [`${POOL_AT}.disruptionBudgets[0].schedule: ${UNPARSED}`],
      ],
    ),
    [
      "a budget of no length",
      pool({ disruptionBudgets: [{ ...budget("@daily"), duration: "0h0m" }] }),
      [`${POOL_AT}.disruptionBudgets[0].duration: A duration of 0 is over at once.`],
    ],
    [
      "nodes that expire at once",
      pool({ expireAfter: "0s" }),
      [`${POOL_AT}.expireAfter: A duration of 0 is over at once.`],
    ],
    [
      "a time that Go cannot count",
      pool({ terminationGracePeriod: "99999999999h" }),
      [`${POOL_AT}.terminationGracePeriod: Longer than Karpenter can read.`],
    ],
    [
      "memory in bytes",
      pool({ limits: { cpu: 64, memory: "256" } }),
      [
        `${POOL_AT}.limits.memory: Less memory than the smallest instance has: no node would be launched. Without a suffix these are bytes.`,
      ],
    ],
    [
      "an alias longer than the CRD takes",
      pool({ amiAlias: "bottlerocket@v1.51.00000000000000" }),
      [`${POOL_AT}.amiAlias: Not in the allowed form.`],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("suggest the label that was meant, and mend the file by it", () => {
    const [problem] = verdictOn(requirement("In", ["m7g"], "karpenter.k8s.aws/instance-familly")).problems;
    expect(problem?.allowed).toContain("karpenter.k8s.aws/instance-family, or another label");
    expect(problem?.fix).toEqual([
      "pulumi config set --stack dev --path 'cluster.karpenter.nodePools.apps.requirements[0].key' karpenter.k8s.aws/instance-family",
    ]);
  });

  it("refuse more requirements, labels and budgets than the CRD takes with the platform's own", () => {
    const requirements = Array.from({ length: 97 }, (_, index) => ({ key: `l${index}`, operator: "Exists" }));
    const labels = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`l${index}`, "x"]));
    const disruptionBudgets = Array.from({ length: 51 }, () => ({ nodes: "10%" }));
    expect(problemsWith(pool({ requirements }))).toHaveLength(1);
    expect(problemsWith(pool({ requirements: requirements.slice(1) }))).toEqual([]);
    expect(problemsWith(pool({ labels }))).toEqual([`${POOL_AT}.labels: More labels than a NodePool takes.`]);
    expect(problemsWith(pool({ disruptionBudgets }))).toHaveLength(1);
  });

  it("warn of a label of Kubernetes by which no instance is chosen", () => {
    expect(warningsWith(requirement("In", ["m7g.large"], "node.kubernetes.io/instance-typ"))).toEqual([
      `${KEY_AT}: Karpenter chooses no instance type by this label: it only puts it on the nodes.`,
    ]);
    expect(warningsWith(requirement("Exists", [], "node-restriction.kubernetes.io/team"))).toEqual([]);
    expect(warningsWith(requirement("In", ["m7g.large"], "node.kubernetes.io/instance-type"))).toEqual([]);
  });
});
