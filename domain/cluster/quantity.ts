/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const QUANTITY = /^(?:\d+(?:\.\d*)?|\.\d+)(?:m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?\d+)?$/;

const DECIMAL_SUFFIXES = ["m", "", "k", "M", "G", "T", "P", "E"];
const BINARY_SUFFIXES = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** A Kubernetes quantity as a number, for comparisons: `500m` is 0.5, `1Ki` is 1024. */
export function quantityToNumber(quantity: string): number {
  const [, number = "", suffix = ""] = /^([\d.]+(?:[eE][+-]?\d+)?)(.*)$/.exec(quantity) ?? [];
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  return binary >= 0
    ? Number(number) * 1024 ** binary
    : Number(number) * 1000 ** (DECIMAL_SUFFIXES.indexOf(suffix) - 1);
}

/**
 * A quantity as the API server returns it: without a fraction, and with the largest suffix for which that is possible.
 * A quantity with an exponent, or of less than a thousandth, is returned unchanged.
 */
export function canonicalQuantity(quantity: string): string {
  const match = /^(\d*)\.?(\d*)([A-Za-z]*)$/.exec(quantity);
  if (match === null) return quantity;
  const [, whole = "", fraction = "", suffix = ""] = match;
  const [suffixes, step] = suffix.endsWith("i") ? [BINARY_SUFFIXES, 1024n] : [DECIMAL_SUFFIXES, 1000n];
  const scale = 10n ** BigInt(fraction.length);
  // In the smallest unit: thousandths, or bytes.
  const scaled = BigInt(`${whole}${fraction}`) * step ** BigInt(suffixes.indexOf(suffix));
  if (scaled % scale !== 0n) return quantity;
  let units = scaled / scale;
  if (units === 0n) return "0";
  let power = 0;
  for (; power < suffixes.length - 1 && units % step === 0n; power += 1) units /= step;
  return `${units}${suffixes[power] ?? ""}`;
}
