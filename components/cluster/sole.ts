/**
 * The only element of a list that AWS's API declares as a list and fills with exactly one element.
 *
 * @param what names the list in the error, should AWS ever answer otherwise
 */
export function sole<T>(items: readonly T[], what: string): T {
  const [item] = items;
  if (item === undefined || items.length > 1)
    throw new Error(`AWS returned ${items.length} ${what}, expected exactly one`);
  return item;
}
