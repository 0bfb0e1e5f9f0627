import { z } from "zod";
import { type Finding, set } from "../diagnostics/finding";
import { networkForm, parseCidr } from "../../domain/network/cidr";

/**
 * A finding about the checked value. Its path begins at the value, and the paths of its fix at the place of the finding.
 * Without a fix, the report proposes the default or a fix in words. Texts never quote the value, which may be a secret; the
 * report shows it unless it is one.
 */
export type ValueFinding = Pick<Finding, "message" | "allowed" | "fix"> & Partial<Pick<Finding, "code" | "path">>;

/** Adds a check to a schema that yields findings. */
export function checked<S extends z.ZodType>(schema: S, find: (value: z.output<S>) => Iterable<ValueFinding>): S {
  return schema.check((payload) => {
    for (const finding of find(payload.value)) {
      payload.issues.push({
        code: "custom",
        input: payload.value,
        path: [...(finding.path ?? [])],
        message: finding.message,
        params: finding,
      });
    }
  });
}

/** Text that matches a pattern. `allowed` describes the pattern in words, for reports and editors. */
export function text(form: RegExp, allowed: string): z.ZodString {
  return z.string().regex(form, { error: allowed }).meta({ patternErrorMessage: allowed });
}

/** A list without duplicates. */
export function distinct<S extends z.ZodType<string>>(element: S): z.ZodArray<S> {
  return checked(z.array(element), function* (list) {
    const seen = new Set<string>();
    for (const [index, value] of list.entries()) {
      if (seen.size === seen.add(value).size)
        yield { message: "The list contains this value twice.", allowed: "each value once", path: [index] };
    }
  });
}

/** An IPv4 block whose prefix length is within a range and that starts with its first address. */
export function cidr(prefix: { readonly min: number; readonly max: number; readonly example?: string }): z.ZodString {
  const { min, max, example = `10.0.0.0/${Math.max(min, 8)}` } = prefix;
  const allowed = `an IPv4 block with a prefix from /${min} to /${max}, such as ${example}`;
  const schema = z.string().meta({ pattern: "^\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+$", patternErrorMessage: allowed });
  return checked(schema, function* (value) {
    const block = parseCidr(value);
    if (block === undefined) {
      yield { message: "The value is not an IPv4 block.", allowed };
    } else if (block.subnetMask < prefix.min) {
      yield { message: "The block is too large.", allowed };
    } else if (block.subnetMask > prefix.max) {
      yield { message: "The block is too small.", allowed };
    } else if (networkForm(block) !== value) {
      yield {
        message: "The block does not start with its first address.",
        allowed,
        fix: [set([], networkForm(block))],
      };
    }
  });
}

/** Days that CloudWatch Logs can keep events: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const logRetentionDays = z.literal([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** Days before KMS deletes a key for good; until then the deletion can be cancelled, and the key costs nothing. */
export const keyDeletionWindowDays = z.int().min(7).max(30).default(30).meta({
  description:
    "Days (7 to 30) in which the deletion of the KMS key can still be cancelled. Default: the longest, since data without its key is lost. https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
});

export const email = text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an email address, such as platform@example.com").meta({
  examples: ["platform@example.com"],
});
