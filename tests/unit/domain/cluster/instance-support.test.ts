import { amiMismatch } from "../../../../domain/cluster/instance-support";

describe("amiMismatch", () => {
  it.each([
    "m7g.large",
    "c8gn.xlarge",
    "r7iz.large",
    "i4i.large",
    "is4gen.large",
    "t3.medium",
    "x2gd.large",
    "hpc7g.4xlarge",
    "u7i-12tb.224xlarge",
    "z1d.large",
    "d3.xlarge",
  ])("accepts %s", (type) => {
    expect(amiMismatch("AL2023_x86_64_STANDARD", type)).toBeUndefined();
  });

  it.each([
    ["g5g.xlarge", "no-eks-ami"],
    ["mac2-m2pro.metal", "no-eks-ami"],
    ["mac-m4.metal", "no-eks-ami"],
    ["p3dn.24xlarge", "needs-accelerated-ami"],
    ["p6-b200.48xlarge", "needs-accelerated-ami"],
    ["g3s.xlarge", "needs-accelerated-ami"],
    ["g4ad.xlarge", "needs-accelerated-ami"],
    ["inf2.xlarge", "needs-accelerated-ami"],
    ["a1.large", "needs-graviton2"],
    ["g6e.xlarge", "idle-accelerator"],
    ["gr6f.4xlarge", "idle-accelerator"],
    ["trn2.48xlarge", "idle-accelerator"],
    ["dl2q.24xlarge", "idle-accelerator"],
    ["f2.6xlarge", "idle-accelerator"],
    ["vt1.3xlarge", "idle-accelerator"],
  ] as const)("refuses %s: %s", (type, mismatch) => {
    expect(amiMismatch("AL2023_ARM_64_STANDARD", type)).toBe(mismatch);
  });

  it("accepts the first Graviton with Bottlerocket", () => {
    expect(amiMismatch("BOTTLEROCKET_ARM_64", "a1.large")).toBeUndefined();
  });
});
