import { MAX_LABEL_KEY, MAX_USER_DATA_BYTES } from "../../../domain/cluster/quotas";
import { edit, type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { eachGroup } from "./node-groups-rules";
import type { Rule } from "../../check/rule";

/** TOML syntax around each kernel parameter: quotes, equals sign, line break. */
const SYNTAX_CHARACTERS_PER_SYSCTL = 8;

/** Kubernetes accepts longer keys and empty values; the EKS API does not: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const nodeLabelsFitTheApi = eachGroup(function* ({ labels }, at) {
  for (const [key, value] of Object.entries(labels)) {
    const path = at("labels", key);
    if (key.length > MAX_LABEL_KEY) yield keyTooLong(path, "label");
    if (value !== "") continue;
    yield {
      code: "cluster/label-without-value",
      path,
      message: "The EKS API refuses labels with an empty value.",
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

function keyTooLong(path: Path, what: string, removed = path): Finding {
  return {
    code: "cluster/label-or-taint-key-too-long",
    path,
    message: `The EKS API accepts ${what} keys of up to ${MAX_LABEL_KEY} characters, prefix included.`,
    allowed: `1 to ${MAX_LABEL_KEY} characters`,
    fix: [remove(removed)],
  };
}

/** The real limit is lower: EKS adds the settings that a node needs to join the cluster. */
const bottlerocketSettingsFitUserData = eachGroup(function* ({ bottlerocket }, at) {
  const size = Object.entries(bottlerocket?.sysctls ?? {}).reduce(
    (sum, [key, value]) => sum + key.length + value.length + SYNTAX_CHARACTERS_PER_SYSCTL,
    0,
  );
  if (size <= MAX_USER_DATA_BYTES) return;
  yield {
    code: "cluster/user-data-too-large",
    path: at("bottlerocket", "sysctls"),
    message: `EC2 accepts ${MAX_USER_DATA_BYTES} bytes of user data, and these parameters need ${size}.`,
    allowed: `at most ${MAX_USER_DATA_BYTES} bytes`,
    fix: [edit("remove some parameters")],
  };
});

/**
 * The pool holds as many instances as `maxGroupPreparedCapacity` exceeds the nodes of the group, so it is always empty when
 * the group never has fewer nodes: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
const warmPoolsHoldInstances = eachGroup(function* ({ warmPool, minSize, maxSize }, at) {
  if (warmPool === undefined || warmPool.minSize > 0) return;
  const prepared = warmPool.maxGroupPreparedCapacity;
  if ((prepared ?? maxSize) > minSize) return;
  yield {
    code: "cluster/warm-pool-always-empty",
    path: prepared === undefined ? at("warmPool") : at("warmPool", "maxGroupPreparedCapacity"),
    message: "The warm pool is always empty: the group always has at least this many nodes.",
    because: [at("minSize"), at("maxSize")],
    allowed: "more than minSize of the group, or a minSize of the pool",
    warning: true,
  };
});

export const nodeGroupLimitsRules: readonly Rule[] = [
  nodeLabelsFitTheApi,
  nodeTaintsFitTheApi,
  bottlerocketSettingsFitUserData,
  warmPoolsHoldInstances,
];
