import {
  isOrdered,
  knownValues,
  LABEL_ALIASES,
  labelOrigin,
  WELL_KNOWN_LABELS,
} from "../../../../domain/cluster/karpenter-labels";

describe("a label of Karpenter", () => {
  it.each([
    ["karpenter.k8s.aws/instance-family", "known"],
    ["karpenter.sh/capacity-type", "known"],
    ["topology.k8s.aws/zone-id", "known"],
    ["beta.kubernetes.io/arch", "known"],
    ["karpenter.sh/nodepool", "reserved"],
    ["karpenter.sh/initialized", "reserved"],
    ["team.karpenter.sh/x", "reserved"],
    // The CRD compares the end of the text before the slash, dot or not.
    ["mykarpenter.sh/x", "reserved"],
    ["kubernetes.io/hostname", "reserved"],
    ["karpenter.k8s.aws/instance-familly", "unknown"],
    ["karpenter.k8s.aws/team", "unknown"],
    // Admitted by the CRD, refused by the controller.
    ["karpenter.k8s.aws/ec2nodeclass", "unknown"],
    ["node.kubernetes.io/instance-typ", "inert"],
    ["topology.k8s.aws/zone", "inert"],
    ["node-restriction.kubernetes.io/team", "free"],
    ["example.com/team", "free"],
    ["team", "free"],
  ])("%s is %s", (label, origin) => {
    expect(labelOrigin(label)).toBe(origin);
  });

  it("can be compared if its values are numbers or unknown", () => {
    expect(["karpenter.k8s.aws/instance-cpu", "example.com/rack"].every(isOrdered)).toBe(true);
    expect(["karpenter.k8s.aws/instance-family", "kubernetes.io/arch"].some(isOrdered)).toBe(false);
  });

  it("has known values only if the controller checks them", () => {
    expect(WELL_KNOWN_LABELS.filter((label) => knownValues(label) !== undefined)).toEqual([
      "karpenter.k8s.aws/instance-tenancy",
    ]);
  });

  it("has an alias only if it is known itself", () => {
    expect([...LABEL_ALIASES.values()].map(labelOrigin)).toEqual(Array(LABEL_ALIASES.size).fill("known"));
  });
});
