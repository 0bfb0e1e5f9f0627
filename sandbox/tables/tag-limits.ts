import { isRecord } from "../property-diff";
import { OBJECT } from "./s3-object";

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const MOST_TAGS = 50;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const MOST_OBJECT_TAGS = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Why AWS refuses the tags of an object of any type. */
export function refuseTags(tags: unknown, type?: string): string[] {
  if (!isRecord(tags)) return [];
  const entries = Object.entries(tags).map(([key, value]): [string, string] => [key, String(value)]);
  const most = type === OBJECT ? MOST_OBJECT_TAGS : MOST_TAGS;
  return [
    ...(entries.length > most ? [`TagLimitExceeded: more than ${most} tags`] : []),
    ...entries.flatMap(([key, value]) => [
      ...refuseText("key", key, LONGEST_KEY),
      ...refuseText("value", value, LONGEST_VALUE),
    ]),
    ...refuseTwins(Object.keys(tags)),
  ];
}

function refuseText(part: string, text: string, longest: number): string[] {
  return [
    ...(Array.from(text).length > longest ? [`InvalidTag: a tag ${part} has more than ${longest} characters`] : []),
    ...(CHARACTERS.test(text) ? [] : [`InvalidTag: the tag ${part} "${text}" has characters that are not allowed`]),
    ...(/^aws:/i.test(text) ? [`InvalidTag: the tag ${part} "${text}" begins with aws:, which is reserved`] : []),
    ...(part === "key" && text === "" ? ["InvalidTag: a tag key is empty"] : []),
  ];
}

/** Tag keys that differ only in case, which only IAM refuses: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
function refuseTwins(keys: readonly string[]): string[] {
  const lower = keys.map((key) => key.toLowerCase());
  return keys
    .filter((_, index) => lower.indexOf(lower[index] ?? "") < index)
    .map((key) => `InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive: ${key}`);
}

/**
 * Why the controller of the EBS CSI driver does not start with its `extraVolumeTags`. Limits are in bytes.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/driver/options.go
 */
export function refuseVolumeTags(tags: unknown): string[] {
  if (!isRecord(tags)) return [];
  return Object.entries(tags).flatMap(([key, value]) => [
    ...(Buffer.byteLength(key) > LONGEST_KEY ? [`Volume tag key too long (limit: ${LONGEST_KEY}): ${key}`] : []),
    ...(Buffer.byteLength(String(value)) > LONGEST_VALUE
      ? [`Volume tag value too long (limit: ${LONGEST_VALUE}): ${key}`]
      : []),
    ...(key === "CSIVolumeName" ? [`Volume tag key '${key}' is reserved`] : []),
    ...["kubernetes.io", "aws:"]
      .filter((prefix) => key.startsWith(prefix))
      .map((prefix) => `Volume tag key prefix '${prefix}' is reserved`),
  ]);
}

/** Tags by which the controller finds the resources that it created: https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/main/pkg/config */
const TRACKING_KEYS = ["elbv2.k8s.aws", "ingress.k8s.aws", "service.k8s.aws"].flatMap((domain) => [
  `${domain}/cluster`,
  `${domain}/resource`,
  `${domain}/stack`,
]);

/** Why the AWS Load Balancer Controller does not start with its `defaultTags`. */
export function refuseLoadBalancerTags(tags: unknown): string[] {
  if (!isRecord(tags)) return [];
  return Object.keys(tags)
    .filter((key) => TRACKING_KEYS.includes(key))
    .map((key) => `tag key ${key} cannot be specified in default-tags flag`);
}
