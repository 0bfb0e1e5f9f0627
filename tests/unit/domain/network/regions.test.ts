import {
  isUnknownZoneId,
  KNOWN_REGIONS,
  knownZones,
  regionVerdict,
  zoneVerdict,
} from "../../../../domain/network/regions";

describe("regionVerdict", () => {
  it.each(KNOWN_REGIONS)("accepts %s", (region) => {
    expect(regionVerdict(region)).toBe("known");
  });

  it.each(["us-east-3", "ap-southeast-8", "eu-west-4", "sa-north-1", "nz-north-1"])(
    "treats %s as a Region that is newer than the table",
    (region) => {
      expect(regionVerdict(region)).toBe("newer");
    },
  );

  it.each(["us-eest-2", "eu-wset-1", "eu-west-0", "ez-west-1", "eu-west-one-1", "eu-west"])(
    "treats %s as a misspelt Region",
    (region) => {
      expect(regionVerdict(region)).toBe("misspelt");
    },
  );
});

describe("zoneVerdict", () => {
  it.each([
    ["eu-west-1", "c", "known"],
    ["eu-west-1", "d", "absent"],
    ["us-east-1", "f", "known"],
    ["us-east-1", "g", "absent"],
    // Accounts have two of three zones, with the letters a and b, or a and c.
    ["us-west-1", "c", "unsure"],
    ["us-west-1", "d", "absent"],
    ["ap-northeast-1", "b", "unsure"],
    ["ap-northeast-1", "e", "absent"],
    ["mx-central-1", "c", "known"],
    ["mx-central-1", "d", "unsure"],
    ["eu-west-99", "d", "unsure"],
  ])("of zone %s%s is %s", (region, letter, verdict) => {
    expect(zoneVerdict(region, letter)).toBe(verdict);
  });
});

describe("the zones of a Region", () => {
  it("are those of the table", () => {
    expect(knownZones("ca-central-1")).toEqual(["a", "b", "d"]);
    expect(knownZones("mx-central-1")).toEqual([]);
  });

  it("have the IDs of the table", () => {
    expect(isUnknownZoneId("eu-west-1", "euw1-az3")).toBe(false);
    expect(isUnknownZoneId("eu-west-1", "euw1-az7")).toBe(true);
    expect(isUnknownZoneId("mx-central-1", "mxc1-az7")).toBe(false);
  });
});
