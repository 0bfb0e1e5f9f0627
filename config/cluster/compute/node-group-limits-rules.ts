import { MAX_LABEL_KEY, MAX_USER_DATA_BYTES } from "../../../domain/cluster/quotas";
import { edit, type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { eachGroup } from "./node-groups-rules";
import type { Rule } from "../../check/rule";

/** TOML around a kernel parameter: quotes, the equals sign, the end of the line. */
const CHARACTERS_AROUND_A_SYSCTL = 8;

/** Kubernetes takes both; the EKS API does not: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const nodeLabelsFitTheApi = eachGroup(function* ({ labels }, at) {
  for (const [key, value] of Object.entries(labels)) {
    const path = at("labels", key);
    if (key.length > MAX_LABEL_KEY) yield keyTooLong(path, "label");
    if (value !== "") continue;
    yield {
      path,
      message: "EKS takes no label without a value.",
      allowed: "1 to 63 characters",
      fix: [remove(path)],
    };
  }
});

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html */
const nodeTaintsFitTheApi = eachGroup(function* ({ taints }, at) {
  for (const [index, { key }] of taints.entries()) {
    if (key.length > MAX_LABEL_KEY) yield keyTooLong(at("taints", index, "key"), "taint", at("taints", index));
  }
});

function keyTooLong(path: Path, what: string, superfluous = path): Finding {
  return {
    path,
    message: `EKS takes ${what} keys of ${MAX_LABEL_KEY} characters at most, the prefix included.`,
    allowed: `1 to ${MAX_LABEL_KEY} characters`,
    fix: [remove(superfluous)],
  };
}

/** EKS adds what a node needs to join, so that the settings of a user have less room than this. */
const bottlerocketSettingsFitUserData = eachGroup(function* ({ bottlerocket }, at) {
  const size = Object.entries(bottlerocket?.sysctls ?? {}).reduce(
    (sum, [key, value]) => sum + key.length + value.length + CHARACTERS_AROUND_A_SYSCTL,
    0,
  );
  if (size <= MAX_USER_DATA_BYTES) return;
  yield {
    path: at("bottlerocket", "sysctls"),
    message: `EC2 takes ${MAX_USER_DATA_BYTES} bytes of user data, and these parameters need ${size}.`,
    allowed: `${MAX_USER_DATA_BYTES} bytes at most`,
    fix: [edit("leave some out")],
  };
});

/**
 * The pool holds what `maxGroupPreparedCapacity` leaves above the group's size, so it never holds anything when the group
 * is never smaller: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
const warmPoolsHoldInstances = eachGroup(function* ({ warmPool, minSize, maxSize }, at) {
  if (warmPool === undefined || warmPool.minSize > 0) return;
  const prepared = warmPool.maxGroupPreparedCapacity;
  if ((prepared ?? maxSize) > minSize) return;
  yield {
    path: prepared === undefined ? at("warmPool") : at("warmPool", "maxGroupPreparedCapacity"),
    message: "The warm pool is always empty: the group has at least as many nodes.",
    because: [at("minSize"), at("maxSize")],
    allowed: "more than the group's minSize, or a minSize of the pool",
    warning: true,
  };
});

export const nodeGroupLimitsRules: readonly Rule[] = [
  nodeLabelsFitTheApi,
  nodeTaintsFitTheApi,
  bottlerocketSettingsFitUserData,
  warmPoolsHoldInstances,
];
