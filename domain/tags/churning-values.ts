/** How sure it is that a value changes from run to run. */
export interface ChurningValue {
  /** What the value is, with article, such as `a commit hash`. */
  readonly what: string;
  /** Whether the value can also be a constant, such as a cost center that looks like a Unix time. */
  readonly isUncertain: boolean;
}

const FORMS: readonly (readonly [form: RegExp, what: string, isUncertain: boolean])[] = [
  // 2026-11-28T07:00, 2026-11-28 07:00:12, 20261128T070012Z
  [/^\d{4}-?\d{2}-?\d{2}[T _]\d{2}[:.]?\d{2}/, "a date with a time", false],
  // SHA-1 and SHA-256, as Git and container images have them.
  [/^(sha(1|256)?[:-])?([0-9a-f]{40}|[0-9a-f]{64})$/i, "a commit hash or digest", false],
  [/^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,12}$/, "a short commit hash", true],
  // Seconds and milliseconds from 2017 to 2033.
  [/^(1[5-9]|20)\d{8}(\d{3})?$/, "a Unix time", true],
  [/^#\d+$|^(build|run|job|pipeline|ci)[-_ .:#/]*\d+$/i, "a build number", true],
];

/**
 * What a value is that changes with every commit or run: each change updates every resource that has the tag, and replaces the
 * nodes of the cluster.
 */
export function churningValue(value: string): ChurningValue | undefined {
  const found = FORMS.find(([form]) => form.test(value.trim()));
  return found === undefined ? undefined : { what: found[1], isUncertain: found[2] };
}
