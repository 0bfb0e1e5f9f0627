import {
  DEFAULT_TAG_KEYS,
  isReservedTagKey,
  isSameTagKey,
  MOST_ADDITIONAL_TAGS,
  TAG_MEANINGS,
  type TagKeys,
  type TagMeaning,
} from "./tag-keys";

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** AWS's limits count characters. Spaces at the ends are refused because the AWS Load Balancer Controller trims them. */
export const TAG_VALUE_FORM = /^(?! )(?![aA][wW][sS]:)[\p{L}\p{N} +\-=._:/@]{1,256}(?<! )$/u;
export const TAG_VALUE_FORM_IN_WORDS =
  "1 to 256 letters, digits, spaces and + - = . _ : / @, no space at either end, not aws: at the beginning";

const TAG_KEY_FORM = /^(?! )[\p{L}\p{N} +\-=._:/@]{1,128}(?<! )$/u;

/** Keys whose values change with every run, so that every preview would show every resource as changed. */
const PER_RUN =
  /^(git[-_ ]?)?(commit|sha|hash|timestamp|time|date|build|run|revision)([-_ ]?(id|sha|hash|number|at|time|date))?$|^(last)?(deployed|updated|modified|built)([-_ ]?(at|on|by))?$/i;

/** Why a tag cannot be a default tag. The texts do not contain the tag, whose value can be a secret. */
export interface TagConstraint {
  /** What is wrong, one sentence. */
  readonly message: string;
  readonly allowed: string;
}

/** The first reason why a key cannot be that of a default tag. */
export function tagKeyViolation(key: string): TagConstraint | undefined {
  if (/^aws:/i.test(key)) {
    return { message: "AWS reserves tag keys that begin with aws:.", allowed: "a key without that prefix" };
  }
  if (!TAG_KEY_FORM.test(key)) {
    return {
      message: "AWS does not accept this tag key.",
      allowed: "1 to 128 letters, digits, spaces and + - . _ : / @, no space at either end",
    };
  }
  if (key.includes("=")) {
    return {
      message:
        "The tag key contains an equals sign; StorageClasses and load balancers have tags in the form key=value.",
      allowed: "a key without =",
    };
  }
  // AWS accepts the key, but an assignment to it sets no property of an object with tags.
  if (key === "__proto__") {
    return { message: "JavaScript reserves this key, so the tag would be missing.", allowed: "another key" };
  }
  if (isReservedTagKey(key)) {
    return {
      message:
        "The tag key is reserved: components, EKS or Kubernetes controllers set it on single resources or refuse it.",
      allowed: "another key",
    };
  }
  if (PER_RUN.test(key)) {
    return {
      message: "The value of such a tag changes with every run, so every run would change every resource.",
      allowed: "tags whose values do not change",
    };
  }
  return tooManyBytes(key, LONGEST_KEY);
}

/** The first reason why a value cannot be that of a default tag. */
export function tagValueViolation(value: string): TagConstraint | undefined {
  if (!TAG_VALUE_FORM.test(value)) {
    return { message: "AWS does not accept this tag value.", allowed: TAG_VALUE_FORM_IN_WORDS };
  }
  return tooManyBytes(value, LONGEST_VALUE);
}

/** Additional keys that differ from an earlier one only in letter case. */
export function repeatedTagKeys(additional: readonly string[]): readonly string[] {
  return additional.filter((key, index) => additional.slice(0, index).some((earlier) => isSameTagKey(earlier, key)));
}

/** Additional keys beyond the number that leaves an S3 object room for its own tags. */
export function surplusTagKeys(additional: readonly string[]): readonly string[] {
  return additional.slice(MOST_ADDITIONAL_TAGS);
}

/** Mandatory tags whose key another one has; of two, the one whose key is not the default. */
export function sharedTagKeys(keys: TagKeys): { readonly meaning: TagMeaning; readonly other: TagMeaning }[] {
  const isChanged = (meaning: TagMeaning): number => Number(keys[meaning] !== DEFAULT_TAG_KEYS[meaning]);
  const defaultsFirst = [...TAG_MEANINGS].sort((a, b) => isChanged(a) - isChanged(b));
  return defaultsFirst.flatMap((meaning, index) => {
    const other = defaultsFirst.slice(0, index).find((earlier) => isSameTagKey(keys[earlier], keys[meaning]));
    return other === undefined ? [] : [{ meaning, other }];
  });
}

/**
 * The EBS CSI driver counts bytes where AWS counts characters, and its controller does not start with longer tags:
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/driver/options.go
 */
function tooManyBytes(text: string, most: number): TagConstraint | undefined {
  if (utf8Length(text) <= most) return undefined;
  return {
    message: "The text is too long for the EBS CSI driver, which counts bytes; letters outside ASCII take two to four.",
    allowed: `at most ${most} bytes in UTF-8`,
  };
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
