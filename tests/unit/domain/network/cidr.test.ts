import * as fc from "fast-check";

import {
  contains,
  freeBlock,
  ipv6Form,
  networkForm,
  overlap,
  parseCidr,
  parseIpv6Cidr,
} from "../../../../domain/network/cidr";

/** Any block with at least 16 addresses, written from its first one on. */
const block = fc.tuple(fc.nat(0xffff_ffff), fc.integer({ min: 8, max: 28 })).map(([address, prefix]) => {
  const first = Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
});

describe("parseCidr", () => {
  it.each(["10.0.0.0/16", "0.0.0.0/0", "203.0.113.7/32"])("parses %s", (text) => {
    expect(parseCidr(text)).toBeDefined();
  });

  it.each(["10.0.0.0", "10.0.0/16", "10.0.0.0/33", "10.0.0.256/24", "::/0", " 10.0.0.0/16", "a/16", ""])(
    "refuses %j",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
});

describe("parseIpv6Cidr", () => {
  it.each([
    ["2001:db8::/32", "2001:db8::/32"],
    ["2001:0DB8:0:0::1/32", "2001:db8::/32"],
    ["::/0", "::/0"],
    ["fd00:ec2::23/128", "fd00:ec2::23/128"],
  ])("parses %s as %s", (text, form) => {
    const block = parseIpv6Cidr(text);
    expect(block === undefined ? undefined : ipv6Form(block)).toBe(form);
  });

  it.each([
    "2001:db8::",
    "10.0.0.0/16",
    "2001:db8::/129",
    "2001:db8::/x",
    "::ffff:10.0.0.0/112",
    "fe80::1%eth0/64",
    "",
  ])("refuses %j", (text) => {
    expect(parseIpv6Cidr(text)).toBeUndefined();
  });
});

describe("CIDR blocks", () => {
  it("are written with their first address", () => {
    const parsed = parseCidr("10.0.13.7/20");
    expect(parsed === undefined ? undefined : networkForm(parsed)).toBe("10.0.0.0/20");
  });

  it.each([
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.0.0/16", "10.0.0.0/16", true],
    ["10.0.255.0/24", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["10.0.1.0/25", "10.0.1.128/25", false],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
  });

  it("overlap symmetrically, and one of two overlapping blocks contains the other", () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        expect(overlap(a, b)).toBe(overlap(b, a));
        expect(overlap(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
    );
  });
});

describe("freeBlock", () => {
  it("returns the first free block", () => {
    expect(freeBlock("10.0.0.0/16", 24, ["10.0.0.0/24", "10.0.1.128/25"])).toBe("10.0.2.0/24");
    expect(freeBlock("10.0.0.0/24", 24, [])).toBe("10.0.0.0/24");
  });

  it("returns undefined if no block is free", () => {
    expect(freeBlock("10.0.0.0/24", 24, ["10.0.0.64/28"])).toBeUndefined();
    expect(freeBlock("10.0.0.0/24", 16, [])).toBeUndefined();
  });

  it("returns a block of the requested size within the outer block that overlaps no taken block", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), fc.integer({ min: 16, max: 24 }), (taken, prefix) => {
        const free = freeBlock("10.0.0.0/16", prefix, taken);
        if (free === undefined) return;
        expect(contains("10.0.0.0/16", free)).toBe(true);
        expect(taken.some((other) => overlap(other, free))).toBe(false);
      }),
    );
  });
});
