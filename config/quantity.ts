/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const QUANTITY = /^(?:\d+(?:\.\d*)?|\.\d+)(?:m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?\d+)?$/;

const DECIMAL_SUFFIXES = ["m", "", "k", "M", "G", "T", "P", "E"];
const BINARY_SUFFIXES = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** A Kubernetes quantity as a number, good for comparing: `500m` is 0.5, `1Ki` is 1024. */
export function quantityToNumber(quantity: string): number {
  const [, number = "", suffix = ""] = /^([\d.]+(?:[eE][+-]?\d+)?)(.*)$/.exec(quantity) ?? [];
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  return binary >= 0
    ? Number(number) * 1024 ** binary
    : Number(number) * 1000 ** (DECIMAL_SUFFIXES.indexOf(suffix) - 1);
}
