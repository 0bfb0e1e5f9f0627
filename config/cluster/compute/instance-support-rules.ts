import { type AmiMismatch, amiMismatch } from "../../../domain/cluster/instance-support";
import { edit, type Finding, remove } from "../../diagnostics/finding";
import { instanceType, isNitro, podsWithoutPrefixes } from "../../../domain/cluster/instance-types";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";
import { unknownInstanceType } from "./unknown-instances";

const UNSUPPORTED = "cluster/unsupported-instance-type";

const MISMATCHES: Readonly<Record<AmiMismatch, Pick<Finding, "code" | "message" | "warning">>> = {
  "no-eks-ami": { code: UNSUPPORTED, message: "No EKS AMI supports this instance family." },
  "needs-accelerated-ami": {
    code: UNSUPPORTED,
    message: "This instance family needs an accelerated EKS AMI, which `amiType` does not offer.",
  },
  "needs-graviton2": {
    code: UNSUPPORTED,
    message: "Amazon Linux 2023 does not support instances with the first Graviton processor.",
  },
  "idle-accelerator": {
    code: "cluster/unused-accelerator",
    message: "The AMI has no driver for the accelerator of this instance family, so pods cannot use it.",
    warning: true,
  },
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
    ...MISMATCHES[mismatch],
    path,
    because: [amiType],
    allowed: "general purpose, compute, memory and storage families, such as m7g, c7g, r7g, m7i",
    fix: [isFit ? remove(path) : edit("choose an instance type of another family, with the architecture of `amiType`")],
  };
}

/** EC2 refuses a launch template or a node group with a type that does not exist. */
const instanceTypesExist: Rule = function* ({ cluster }) {
  for (const [key, { amiType, instanceTypes }] of Object.entries(cluster?.nodeGroups ?? {})) {
    const path: Path = ["cluster", "nodeGroups", key, "instanceTypes"];
    for (const [index, type] of instanceTypes.entries()) {
      if (amiMismatch(amiType, type) === undefined) yield* unknownInstanceType(type, [...path, index]);
    }
  }
};

/**
 * The VPC CNI assigns /28 prefixes to nodes on the Nitro System, and single addresses to others. EKS limits the pods per node
 * of a group by the type that supports the fewest. In an IPv6 cluster such types are an error (`ipv6NodesAreNitro`).
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
 */
const instanceTypesSupportPrefixes: Rule = function* ({ cluster }) {
  if (cluster?.ipFamily !== "ipv4") return;
  for (const [key, { instanceTypes }] of Object.entries(cluster.nodeGroups)) {
    for (const [index, type] of instanceTypes.entries()) {
      if (isNitro(type)) continue;
      yield {
        code: "cluster/instance-type-without-prefixes",
        path: ["cluster", "nodeGroups", key, "instanceTypes", index],
        message: `The instance type is not built on the Nitro System: each node of the group runs ${podsOf(type)}, one for each of its single addresses.`,
        allowed: "any Graviton type, or other families of the fifth generation or newer",
        warning: true,
      };
    }
  }
};

function podsOf(type: string): string {
  const facts = instanceType(type);
  return facts === undefined ? "fewer pods" : `at most ${podsWithoutPrefixes(facts)} pods`;
}

export const instanceSupportRules: readonly Rule[] = [
  instanceTypesExist,
  instanceTypesAreSupported,
  instanceTypesSupportPrefixes,
];
