import { Address4, Address6 } from "ip-address";

/** An IPv4 block, such as `10.0.0.0/16`; undefined when the text is not one. */
export function parseCidr(text: string): Address4 | undefined {
  return /^[\d.]+\/\d+$/.test(text) && Address4.isValid(text) ? new Address4(text) : undefined;
}

/** The canonical form of the block, with its first address: `10.0.1.0/24` for `10.0.1.5/24`. */
export function networkForm(block: Address4): string {
  return `${block.startAddress().correctForm()}/${block.subnetMask}`;
}

/** An IPv6 block, such as `2001:db8::/32`; undefined when the text is not one. */
export function parseIpv6Cidr(text: string): Address6 | undefined {
  return /^[\da-f:]+\/\d+$/i.test(text) && Address6.isValid(text) ? new Address6(text) : undefined;
}

/** The canonical form of the block, as AWS writes it: `2001:db8::/32` for `2001:0DB8::1/32`. */
export function ipv6Form(block: Address6): string {
  return `${block.startAddress().correctForm()}/${block.subnetMask}`;
}

/** Whether `inner` is within `outer`. Both must be valid IPv4 blocks. */
export function contains(outer: string, inner: string): boolean {
  const [out, inn] = [new Address4(outer), new Address4(inner)];
  return inn.isInSubnet(out);
}

/** Whether two blocks share an address. Of two blocks that do, one always contains the other. */
export function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

export function prefixLength(cidr: string): number {
  return new Address4(cidr).subnetMask;
}

/** The first block of a prefix length within `outer` that overlaps none of `taken`. */
export function freeBlock(outer: string, prefix: number, taken: readonly string[]): string | undefined {
  const [within, size] = [rangeOf(outer), 2n ** BigInt(32 - prefix)];
  const ranges = taken.map(rangeOf);
  for (let first = within.first; first + size - 1n <= within.last; first += size) {
    const last = first + size - 1n;
    if (ranges.some((range) => range.first <= last && first <= range.last)) continue;
    return `${Address4.fromBigInt(first).correctForm()}/${prefix}`;
  }
  return undefined;
}

/** The first and the last address of a block, as numbers. */
export function rangeOf(cidr: string): { readonly first: bigint; readonly last: bigint } {
  const block = new Address4(cidr);
  return { first: block.startAddress().bigInt(), last: block.endAddress().bigInt() };
}
