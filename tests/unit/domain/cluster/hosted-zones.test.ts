import {
  certificateNames,
  certificateZone,
  isWithin,
  validatedNames,
  zoneOf,
  type ZoneNames,
} from "../../../../domain/cluster/hosted-zones";

const zone = (domain: string, more: Partial<ZoneNames> = {}): ZoneNames => ({
  domain,
  certificate: true,
  alternativeNames: [],
  ...more,
});

describe("names of hosted zones", () => {
  it.each([
    ["example.com", true],
    ["a.b.example.com", true],
    ["badexample.com", false],
    ["com", false],
  ])("%s is within example.com: %s", (host, expected) => {
    expect(isWithin(host, "example.com")).toBe(expected);
  });

  it("belong to the most specific zone", () => {
    const zones = { outer: zone("example.com"), inner: zone("dev.example.com") };
    expect(zoneOf("a.dev.example.com", zones)?.[0]).toBe("inner");
    expect(zoneOf("a.example.com", zones)?.[0]).toBe("outer");
    expect(zoneOf("example.org", zones)).toBeUndefined();
  });
});

describe("names of a certificate", () => {
  const dev = zone("dev.example.com", { alternativeNames: ["*.api.dev.example.com", "api.dev.example.com"] });

  it("are the domain, its wildcard, and the alternative names", () => {
    expect(certificateNames(dev)).toEqual([
      "dev.example.com",
      "*.dev.example.com",
      "*.api.dev.example.com",
      "api.dev.example.com",
    ]);
  });

  it("are each there once", () => {
    const twice = zone("dev.example.com", { alternativeNames: ["*.dev.example.com", "dev.example.com"] });
    expect(certificateNames(twice)).toEqual(["dev.example.com", "*.dev.example.com"]);
  });

  it("have one validation record for a name and its wildcard", () => {
    expect(validatedNames(dev)).toEqual(["dev.example.com", "api.dev.example.com"]);
  });

  it.each([
    ["dev.example.com", "main"],
    ["sample.dev.example.com", "main"],
    ["v1.api.dev.example.com", "main"],
    ["a.b.dev.example.com", undefined],
    ["example.com", undefined],
    [undefined, undefined],
  ])("match the host %s in zone %s", (host, key) => {
    expect(certificateZone(host, { main: dev })).toBe(key);
  });

  it("match no host without a certificate", () => {
    expect(certificateZone("dev.example.com", { main: { ...dev, certificate: false } })).toBeUndefined();
  });

  it("are those of the most specific zone, which answers the queries for the host", () => {
    const zones = { outer: zone("example.com"), dev: zone("dev.example.com", { certificate: false }) };
    expect(certificateZone("dev.example.com", zones)).toBeUndefined();
  });
});
