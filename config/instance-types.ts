export type Architecture = "arm64" | "x86_64";

/**
 * The architecture that an instance type's name tells: Graviton families carry a `g` right after the generation digit
 * (m7g, c7gn, x2gd, im4gn, g5g), the first one was called a1, and Grace families end in `-gb` and a number.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function instanceArchitecture(instanceType: string): Architecture {
  const [family = ""] = instanceType.split(".");
  return /^(a1|[a-z]+\d+g[a-z]*(-.+)?|.+-gb\d+)$/.test(family) ? "arm64" : "x86_64";
}

/** The architecture that an EKS AMI type is built for, which its name says. */
export function amiArchitecture(amiType: string): Architecture {
  return amiType.includes("ARM_64") ? "arm64" : "x86_64";
}
