/** What ends a pattern for JSON events, and one for events whose words are separated by spaces, by their first character. */
const CLOSING_BRACKETS = new Map([
  ["{", "}"],
  ["[", "]"],
]);

/**
 * The bracket that a filter pattern lacks at its end: CloudWatch Logs refuses such a pattern.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function missingBracket(pattern: string): string | undefined {
  const trimmed = pattern.trim();
  const bracket = CLOSING_BRACKETS.get(trimmed.charAt(0));
  return bracket === undefined || trimmed.endsWith(bracket) ? undefined : bracket;
}
