import { type AmiMismatch, amiMismatch } from "../../../domain/cluster/instance-support";
import { edit, type Finding, remove } from "../../diagnostics/finding";
import { isNitro } from "../../../domain/cluster/instance-types";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const MESSAGES: Readonly<Record<AmiMismatch, string>> = {
  "no-eks-ami": "No EKS AMI supports this instance family.",
  "needs-accelerated-ami": "EKS AMIs without accelerators do not support this instance family.",
  "needs-graviton2": "Amazon Linux 2023 does not support the first Graviton processors.",
  "idle-accelerator":
    "The AMI has no driver for the accelerator of this instance family: no pod could use what it costs.",
};

/** https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html */
const instanceTypesAreSupported: Rule = function* ({ cluster }) {
  for (const [key, { amiType, instanceTypes }] of Object.entries(cluster?.nodeGroups ?? {})) {
    const at = (...rest: Path): Path => ["cluster", "nodeGroups", key, ...rest];
    const mismatches = instanceTypes.map((type) => amiMismatch(amiType, type));
    const isFit = mismatches.some((mismatch) => mismatch === undefined);
    for (const [index, mismatch] of mismatches.entries()) {
      if (mismatch === undefined) continue;
      yield unsupported(at("instanceTypes", index), at("amiType"), mismatch, isFit);
    }
  }
};

function unsupported(path: Path, amiType: Path, mismatch: AmiMismatch, isFit: boolean): Finding {
  return {
    path,
    message: MESSAGES[mismatch],
    because: [amiType],
    allowed: "general purpose, compute, memory and storage families, such as m7g, c7g, r7g, m7i",
    fix: [isFit ? remove(path) : edit("choose an instance type of another family, with the architecture of `amiType`")],
    ...(mismatch === "idle-accelerator" ? { warning: true } : {}),
  };
}

/**
 * The VPC CNI of the platform gives nodes /28 prefixes. Other nodes get single addresses, and a group of both kinds is held
 * to the fewest pods of any of its types. IPv6 clusters refuse such types (`ipv6NodesAreNitro`).
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
 */
const instanceTypesTakePrefixes: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv4") return;
  for (const [key, { instanceTypes }] of Object.entries(cluster.nodeGroups)) {
    for (const [index, type] of instanceTypes.entries()) {
      if (isNitro(type)) continue;
      yield {
        path: ["cluster", "nodeGroups", key, "instanceTypes", index],
        message:
          "Not built on the Nitro System: nodes of the group run fewer pods, as many as the type has single addresses.",
        allowed: "any Graviton type, and other families from the fifth generation on",
        warning: true,
      };
    }
  }
};

export const instanceSupportRules: readonly Rule[] = [instanceTypesAreSupported, instanceTypesTakePrefixes];
