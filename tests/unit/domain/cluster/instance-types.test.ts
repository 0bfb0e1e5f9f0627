import {
  amiArchitecture,
  instanceFamilyVerdict,
  instanceType,
  instanceTypeVerdict,
  isNitro,
  nearestInstanceType,
  podsWithoutPrefixes,
  sizesOfFamily,
} from "../../../../domain/cluster/instance-types";

describe("instanceType", () => {
  it.each([
    ["m7g.large", { vcpus: 2, memoryMiB: 8192, interfaces: 3, addresses: 10, architecture: "arm64" }, 29],
    ["t4g.nano", { vcpus: 2, memoryMiB: 512, interfaces: 2, addresses: 2, architecture: "arm64" }, 4],
    ["m5.24xlarge", { vcpus: 96, memoryMiB: 393216, interfaces: 15, addresses: 50, architecture: "x86_64" }, 737],
  ])("returns the capacity of %s", (type, expected, pods) => {
    const facts = instanceType(type);
    expect(facts).toMatchObject(expected);
    expect(facts && podsWithoutPrefixes(facts)).toBe(pods);
  });

  it("returns whether instances have an accelerator", () => {
    expect(instanceType("g6.xlarge")?.isAccelerated).toBe(true);
    expect(instanceType("m7g.large")?.isAccelerated).toBe(false);
  });

  it("returns undefined for a misspelt type", () => {
    expect(instanceType("m7g.lrage")).toBeUndefined();
  });
});

describe("instanceTypeVerdict", () => {
  it.each(["m7g.large", "t3.micro", "i4i.metal", "u7i-12tb.224xlarge"])("accepts %s", (type) => {
    expect(instanceTypeVerdict(type)).toBe("known");
  });

  it.each(["m99g.large", "m9zz.2xlarge", "t9g.nano"])("treats %s as a type that is newer than the table", (type) => {
    expect(instanceTypeVerdict(type)).toBe("newer");
  });

  it.each([
    ["m7g.lrage", "m7g.large"],
    ["m7g.100xlarge", "m7g.12xlarge"],
    ["mg7.large", "m7g.large"],
    ["m7q.large", "m7a.large"],
    ["m99g.lrage", "m9g.large"],
    ["standard-4.large", undefined],
  ])("refuses %s, and proposes %s", (type, nearest) => {
    expect(instanceTypeVerdict(type)).toBe("misspelt");
    expect(nearestInstanceType(type)).toBe(nearest);
  });

  it("lists the sizes of a family from small to large", () => {
    expect(sizesOfFamily("t4g.huge")).toEqual(["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"]);
    expect(sizesOfFamily("q1.huge")).toEqual([]);
  });
});

describe("instanceFamilyVerdict", () => {
  it.each([
    ["m7g", "known"],
    ["m99g", "newer"],
    ["m7q", "misspelt"],
    ["mm", "misspelt"],
  ])("of %s is %s", (family, verdict) => {
    expect(instanceFamilyVerdict(family)).toBe(verdict);
  });
});

describe("isNitro", () => {
  it.each(["t2.micro", "m4.large", "c4.8xlarge", "r4.large", "i3.large", "x1e.xlarge", "x1.16xlarge"])(
    "returns false for %s, which is older",
    (type) => {
      expect(isNitro(type)).toBe(false);
    },
  );

  it.each([
    "t3.micro",
    "m5.large",
    "a1.large",
    "m7g.large",
    "i3.metal",
    "i3en.large",
    "p3dn.24xlarge",
    "x2gd.large",
    "i4i.large",
  ])("returns true for %s", (type) => {
    expect(isNitro(type)).toBe(true);
  });
});

describe("the architecture", () => {
  it.each([
    "t4g.medium",
    "m7g.large",
    "c7gn.xlarge",
    "r8gd.large",
    "x2gd.large",
    "im4gn.large",
    "is4gen.large",
    "g5g.xlarge",
    "hpc7g.4xlarge",
    "i8ge.large",
    "a1.large",
  ])("%s is arm64", (type) => {
    expect(instanceType(type)?.architecture).toBe("arm64");
  });

  it.each([
    "t3.medium",
    "m7i-flex.large",
    "c6i.large",
    "g4dn.xlarge",
    "g6.xlarge",
    "g6e.xlarge",
    "gr6.4xlarge",
    "p5en.48xlarge",
    "p6-b200.48xlarge",
    "u-6tb1.56xlarge",
    "x2iedn.xlarge",
  ])("%s is x86_64", (type) => {
    expect(instanceType(type)?.architecture).toBe("x86_64");
  });

  it.each([
    ["AL2023_ARM_64_STANDARD", "arm64"],
    ["BOTTLEROCKET_ARM_64", "arm64"],
    ["AL2023_x86_64_STANDARD", "x86_64"],
    ["BOTTLEROCKET_x86_64", "x86_64"],
  ])("of the AMI type %s is %s", (amiType, expected) => {
    expect(amiArchitecture(amiType)).toBe(expected);
  });
});
