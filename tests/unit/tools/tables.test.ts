import { instanceFamilies } from "../../../tools/tables/instance-types";
import { tableChanges } from "../../../tools/tables/changes";
import { regionZones } from "../../../tools/tables/regions";
import { SOURCES } from "../../../tools/tables/sources";
import instanceTable from "../../../domain/cluster/instance-type-table.json";
import regionTable from "../../../domain/network/region-table.json";

const M7G_LARGE = {
  Hypervisor: "nitro",
  BareMetal: false,
  ProcessorInfo: { SupportedArchitectures: ["arm64"] },
  VCpuInfo: { DefaultVCpus: 2 },
  MemoryInfo: { SizeInMiB: 8192 },
  NetworkInfo: { MaximumNetworkInterfaces: 3, Ipv4AddressesPerInterface: 10 },
};

/** As many types as a source has at least. */
function described(types: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const others = Array.from({ length: 1000 }, (_, index) => [`m${index + 100}g.large`, M7G_LARGE] as const);
  return { ...Object.fromEntries(others), ...types };
}

describe("the table of instance types", () => {
  it("is made from the package that the tool pins", () => {
    expect(instanceTable.asOf).toBe(SOURCES.moto.released);
    expect(instanceTable.sources[0]).toContain(`moto ${SOURCES.moto.version}`);
  });

  it("has the capacity of each size, from small to large", () => {
    const large = { ...M7G_LARGE, VCpuInfo: { DefaultVCpus: 64 } };
    const families = instanceFamilies(described({ "m7g.metal": large, "m7g.large": M7G_LARGE }));
    expect(families["m7g"]).toEqual({
      architecture: "arm64",
      hypervisor: "nitro",
      sizes: {
        large: { vcpus: 2, memoryMiB: 8192, interfaces: 3, addresses: 10 },
        metal: { vcpus: 64, memoryMiB: 8192, interfaces: 3, addresses: 10 },
      },
    });
    expect(Object.keys(families["m7g"]?.sizes ?? {})).toEqual(["large", "metal"]);
  });

  it("contains accelerators and the hypervisor", () => {
    const { g6, t2 } = instanceFamilies(
      described({ "g6.large": { ...M7G_LARGE, GpuInfo: {} }, "t2.large": { ...M7G_LARGE, Hypervisor: "xen" } }),
    );
    expect(g6).toMatchObject({ isAccelerated: true, hypervisor: "nitro" });
    expect(t2).toMatchObject({ hypervisor: "xen" });
    expect(t2).not.toHaveProperty("isAccelerated");
  });

  it.each([
    ["too few types", { "m7g.large": M7G_LARGE }],
    ["a type without memory", described({ "m7g.large": { ...M7G_LARGE, MemoryInfo: undefined } })],
    [
      "an unknown architecture",
      described({ "m7g.large": { ...M7G_LARGE, ProcessorInfo: { SupportedArchitectures: ["riscv"] } } }),
    ],
    ["a name without a size", described({ m7g: M7G_LARGE })],
  ])("refuses a source with %s", (_, content) => {
    expect(() => instanceFamilies(content)).toThrow();
  });
});

describe("the table of Regions", () => {
  const NAMES = Array.from({ length: 34 }, (_, index) => `eu-west-${index + 1}`);
  const partitions = (names: readonly string[]): unknown => ({
    partitions: [
      { id: "aws", regions: Object.fromEntries(["aws-global", ...names].map((name) => [name, {}])) },
      { id: "aws-cn", regions: { "cn-north-1": {} } },
    ],
  });
  const zones = {
    byZone: [{ Location: "eu-west-1b" }, { Location: "eu-west-1a" }],
    byZoneId: [{ Location: "euw1-az2" }],
  };

  it("is made from the packages that the tool pins", () => {
    expect(regionTable.asOf).toBe(SOURCES.botocore.released);
    expect(regionTable.sources).toHaveLength(2);
  });

  it("has the Regions of the partition aws, with zones where the source has offers", () => {
    const table = regionZones(partitions(NAMES), (region) => (region === "eu-west-1" ? zones : undefined));
    expect(Object.keys(table)).toEqual([...NAMES].sort());
    expect(table["eu-west-1"]).toEqual({ zones: ["a", "b"], zoneIds: ["euw1-az2"] });
    expect(table["eu-west-2"]).toEqual({});
  });

  it("refuses a source with too few Regions, or with other zone names", () => {
    expect(() => regionZones(partitions(["eu-west-1"]), () => undefined)).toThrow("fewer than 34 Regions");
    const odd = { ...zones, byZone: [{ Location: "Ireland" }] };
    expect(() => regionZones(partitions(NAMES), () => odd)).toThrow();
  });
});

describe("tableChanges", () => {
  it("names what was added, removed and changed", () => {
    const before = { sizes: { large: { vcpus: 2 }, small: { vcpus: 1 } } };
    const after = { sizes: { large: { vcpus: 4 }, xlarge: { vcpus: 8 } } };
    expect(tableChanges(before, after)).toEqual([
      '~ sizes.large: {"vcpus":2} -> {"vcpus":4}',
      '- sizes.small: {"vcpus":1}',
      '+ sizes.xlarge: {"vcpus":8}',
    ]);
    expect(tableChanges(after, after)).toEqual([]);
  });
});
