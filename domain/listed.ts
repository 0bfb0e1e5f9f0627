const MOST_ITEMS = 20;

/** The items of a list in one line: the first ones by name, the others as a number, as in `a, b, c and 2 more`. */
export function listed(items: readonly string[], most = MOST_ITEMS): string {
  const rest = items.length - most;
  return items.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
