import { problemsWith, verdictOn, warningsWith } from "../fixtures";

const TYPES = "cluster.nodeGroups.main.instanceTypes";

describe("instance types of a node group", () => {
  it("are refused if they are misspelt, with the nearest name and the sizes of the family", () => {
    expect(problemsWith({ [TYPES]: ["m7g.large", "m7g.lrage"] })).toEqual([
      "cluster.nodeGroups.main.instanceTypes[1]: cluster/unknown-instance-type",
    ]);
    const [problem] = verdictOn({ [TYPES]: ["m7g.lrage"] }).problems;
    expect(problem?.allowed).toMatch(/; the nearest name is m7g.large; the sizes of this family are medium, large, /);
  });

  it("are accepted with a warning if they can be newer than the table", () => {
    expect(problemsWith({ [TYPES]: ["m99g.large"] })).toEqual([]);
    expect(warningsWith({ [TYPES]: ["m99g.large"] })).toEqual([
      "cluster.nodeGroups.main.instanceTypes[0]: cluster/unknown-instance-type",
    ]);
  });

  it("have one finding if no EKS AMI supports their family either", () => {
    expect(problemsWith({ [TYPES]: ["m7g.large", "p9.2xlarge"] })).toEqual([
      "cluster.nodeGroups.main.instanceTypes[1]: cluster/unsupported-instance-type",
    ]);
  });
});

describe("requirements of a Karpenter node pool", () => {
  const requiring = (key: string, value: string): Parameters<typeof problemsWith>[0] => ({
    "cluster.karpenter": {
      nodePools: {
        apps: { limits: { cpu: 64, memory: "256Gi" }, requirements: [{ key, operator: "In", values: [value] }] },
      },
    },
  });
  const PLACE = "cluster.karpenter.nodePools.apps.requirements[0].values[0]: cluster/unknown-instance-type";

  it.each([
    ["node.kubernetes.io/instance-type", "c7g.xlagre"],
    ["karpenter.k8s.aws/instance-family", "c7gx1"],
  ])("name instances that exist: %s, %s", (key, value) => {
    expect(problemsWith(requiring(key, value))).toContain(PLACE);
  });

  it.each([
    ["node.kubernetes.io/instance-type", "c7g.xlarge"],
    ["karpenter.k8s.aws/instance-family", "c7g"],
    ["karpenter.k8s.aws/instance-size", "c7gx"],
  ])("are accepted: %s, %s", (key, value) => {
    expect(problemsWith(requiring(key, value))).not.toContain(PLACE);
  });
});
