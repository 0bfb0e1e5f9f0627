/**
 * The only element of a list that always has exactly one, although the AWS API declares a list.
 *
 * @param what names the list in the error if it has another number of elements
 */
export function sole<T>(items: readonly T[], what: string): T {
  const [item] = items;
  if (item === undefined || items.length > 1)
    throw new Error(`AWS returned ${items.length} ${what}, expected exactly one`);
  return item;
}
