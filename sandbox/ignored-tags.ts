import { isRecord } from "./property-diff";
import type { Props } from "./props";

/** `ignoreTags` of the AWS provider. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging#ignoring-changes-in-all-resources */
export interface IgnoreTags {
  readonly keys: readonly string[];
  readonly keyPrefixes: readonly string[];
}

const NOTHING: IgnoreTags = { keys: [], keyPrefixes: [] };

/** Tags without those that the provider ignores. It compares keys and prefixes exactly. */
export function withoutIgnored(tags: Props, { keys, keyPrefixes } = NOTHING): Props {
  return Object.fromEntries(
    Object.entries(tags).filter(
      ([key]) => !keys.includes(key) && !keyPrefixes.some((prefix) => key.startsWith(prefix)),
    ),
  );
}

/** What the provider reads of an object: it knows none of the ignored tags. */
export function readWithoutIgnored(props: Props, ignored: IgnoreTags | undefined): Props {
  const filtered = ["tags", "tagsAll"].flatMap((name) => {
    const tags = props[name];
    return isRecord(tags) ? [[name, withoutIgnored(tags, ignored)]] : [];
  });
  return { ...props, ...(Object.fromEntries(filtered) as Props) };
}
