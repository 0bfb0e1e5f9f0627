import { neededKarpenter } from "../../../../domain/cluster/karpenter-versions";

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
