export type Architecture = "arm64" | "x86_64";

/**
 * The architecture of an instance type, from its name: Graviton families have a `g` after the generation digit (m7g, c7gn,
 * x2gd, im4gn, g5g), except the first, a1. Grace families end in `-gb` and a number.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function instanceArchitecture(instanceType: string): Architecture {
  const [family = ""] = instanceType.split(".");
  return /^(a1|[a-z]+\d+g[a-z]*(-.+)?|.+-gb\d+)$/.test(family) ? "arm64" : "x86_64";
}

/** Families with the Xen hypervisor: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html */
const XEN_FAMILY = /^(c[134]|cc2|cr1|d2|f1|g[23]|g3s|h1|hs1|i[23]|m[1-4]|p[23]|r[34]|t[12]|x1e?)$/;

/** Whether an instance type is built on the Nitro System, as all Graviton types and all of the fifth generation are. */
export function isNitro(instanceType: string): boolean {
  const [family = "", size] = instanceType.split(".");
  return !XEN_FAMILY.test(family) || size === "metal";
}

/** The architecture of an EKS AMI type, from its name. */
export function amiArchitecture(amiType: string): Architecture {
  return amiType.includes("ARM_64") ? "arm64" : "x86_64";
}
