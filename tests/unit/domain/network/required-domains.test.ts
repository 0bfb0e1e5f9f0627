import { coversDomain } from "../../../../domain/network/domain-patterns";
import { patternFor, requiredDomains } from "../../../../domain/network/required-domains";

const NOTHING_MORE = { region: "eu-west-1", ipFamily: "ipv4", services: [], registries: [] } as const;

function names(change: Partial<Parameters<typeof requiredDomains>[0]> = {}): string[] {
  return requiredDomains({ ...NOTHING_MORE, ...change }).map(({ name }) => name);
}

describe("coversDomain", () => {
  it.each([
    ["*", "eks-auth.eu-west-1.api.aws", true],
    ["*.api.aws", "eks-auth.eu-west-1.api.aws", true],
    ["*.api.aws", "*.eks-cluster.eu-west-1.api.aws", true],
    ["*.api.aws", "api.aws", false],
    ["api.aws", "eks-auth.eu-west-1.api.aws", false],
    ["*.aws", "notaws", false],
    ["ghcr.io", "ghcr.io", true],
  ])("of %s and %s is %s", (pattern, name, covered) => {
    expect(coversDomain(pattern, name)).toBe(covered);
  });
});

describe("requiredDomains", () => {
  it("returns domains of nodes, add-ons, images, credentials and the Kubernetes API", () => {
    expect(names()).toEqual([
      "ec2.eu-west-1.amazonaws.com",
      "api.ecr.eu-west-1.amazonaws.com",
      "*.dkr.ecr.eu-west-1.amazonaws.com",
      "eks-auth.eu-west-1.api.aws",
      "prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com",
      "*.eu-west-1.eks.amazonaws.com",
      "*.eu-west-1.compute.internal",
    ]);
  });

  it("depends on the Region and the IP family", () => {
    expect(names({ region: "us-east-1" })).toContain("*.ec2.internal");
    expect(names({ ipFamily: "ipv6" })).toContain("*.eks-cluster.eu-west-1.api.aws");
  });

  it("returns each domain once", () => {
    const all = names({ services: ["ec2", "route53", "elasticfilesystem"], registries: ["public.ecr.aws"] });
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(
      expect.arrayContaining([
        "route53.amazonaws.com",
        "elasticfilesystem.eu-west-1.amazonaws.com",
        "public.ecr.aws",
        "*.cloudfront.net",
      ]),
    );
  });

  it("returns domains that few patterns cover", () => {
    const all = names({ services: ["route53"], registries: ["ghcr.io"] });
    expect([...new Set(all.map(patternFor))]).toEqual([
      "*.amazonaws.com",
      "*.api.aws",
      "*.internal",
      "ghcr.io",
      "*.githubusercontent.com",
    ]);
    for (const name of all) expect(coversDomain(patternFor(name), name)).toBe(true);
  });
});
