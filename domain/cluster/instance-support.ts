import { instanceType } from "./instance-types";

/**
 * Instance families that EKS AMIs without accelerators support. Groundwork offers only these AMIs.
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */

/** "All Amazon EKS AMIs don't support the g5g and mac families." */
const NO_EKS_AMI = /^(g5g|mac.*)$/;
/** "Arm and non-accelerated Amazon EKS AMIs don't support the g3, g4, inf, and p families." */
const NEEDS_ACCELERATED_AMI = /^(g3s?|g4[a-z]*|inf\d.*|p\d.*)$/;
/** "AL2023 doesn't support A1 instances." */
const NEEDS_GRAVITON_2 = /^a1$/;
/** Why an AMI cannot run on an instance type, or cannot use its accelerator. */
export type AmiMismatch = "no-eks-ami" | "needs-accelerated-ami" | "needs-graviton2" | "idle-accelerator";

/** @returns undefined if the AMI supports the instance type */
export function amiMismatch(amiType: string, type: string): AmiMismatch | undefined {
  const [family = ""] = type.split(".");
  if (NO_EKS_AMI.test(family)) return "no-eks-ami";
  if (NEEDS_ACCELERATED_AMI.test(family)) return "needs-accelerated-ami";
  if (amiType.startsWith("AL2023") && NEEDS_GRAVITON_2.test(family)) return "needs-graviton2";
  return instanceType(type)?.isAccelerated === true ? "idle-accelerator" : undefined;
}
