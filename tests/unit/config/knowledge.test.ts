import fc from "fast-check";

import { CORE_ADDON_NAMES, lockedAddonVersion } from "../../../domain/cluster/addons/catalog";
import { supportedVersions, type SupportType, supportVerdict } from "../../../domain/cluster/kubernetes-versions";
import { canonicalQuantity, quantityToNumber } from "../../../domain/cluster/quantity";
import { hasZoneWithoutEks, zoneIdPrefix } from "../../../domain/network/zone-ids";

describe("supportVerdict", () => {
  it.each<[string, string, SupportType, string, string]>([
    ["91 days before", "2026-09-02", "STANDARD", "ok", "Standard support until 2026-12-02."],
    [
      "90 days before",
      "2026-09-03",
      "STANDARD",
      "warning",
      "Standard support ends in 90 days, on 2026-12-02; after that, AWS upgrades the cluster automatically.",
    ],
    [
      "90 days before, extended",
      "2026-09-03",
      "EXTENDED",
      "warning",
      "Standard support ends in 90 days, on 2026-12-02; extended support follows, in which AWS charges $0.60 instead of $0.10 per hour, $365 more per month.",
    ],
    [
      "31 days before",
      "2026-11-01",
      "STANDARD",
      "warning",
      "Standard support ends in 31 days, on 2026-12-02; after that, AWS upgrades the cluster automatically.",
    ],
    [
      "30 days before",
      "2026-11-02",
      "STANDARD",
      "imminent",
      "Standard support ends in 30 days, on 2026-12-02; after that, AWS upgrades the cluster automatically.",
    ],
    [
      "30 days before, extended",
      "2026-11-02",
      "EXTENDED",
      "warning",
      "Standard support ends in 30 days, on 2026-12-02; extended support follows, in which AWS charges $0.60 instead of $0.10 per hour, $365 more per month.",
    ],
    [
      "the day before",
      "2026-12-01",
      "STANDARD",
      "imminent",
      "Standard support ends in 1 day, on 2026-12-02; after that, AWS upgrades the cluster automatically.",
    ],
    [
      "the day itself",
      "2026-12-02",
      "STANDARD",
      "error",
      "Standard support ended on 2026-12-02: AWS upgrades such clusters automatically.",
    ],
    [
      "the day itself, extended",
      "2026-12-02",
      "EXTENDED",
      "warning",
      "Extended support since 2026-12-02: AWS charges $0.60 instead of $0.10 per hour, $365 more per month.",
    ],
    [
      "90 days before the extended end",
      "2027-09-03",
      "EXTENDED",
      "warning",
      "Extended support ends in 90 days, on 2027-12-02; after that, AWS upgrades the cluster automatically.",
    ],
    [
      "30 days before the extended end",
      "2027-11-02",
      "EXTENDED",
      "imminent",
      "Extended support ends in 30 days, on 2027-12-02; after that, AWS upgrades the cluster automatically.",
    ],
    [
      "the extended end",
      "2027-12-02",
      "EXTENDED",
      "error",
      "Extended support ended on 2027-12-02: AWS upgrades such clusters automatically.",
    ],
    [
      "after the extended end, standard",
      "2028-01-01",
      "STANDARD",
      "error",
      "Extended support ended on 2027-12-02: AWS upgrades such clusters automatically.",
    ],
  ])("1.34, %s", (_, today, supportType, status, message) => {
    expect(supportVerdict("1.34", supportType, new Date(today))).toMatchObject({ status, message, upgradeTo: "1.35" });
  });

  it("counts a partial day as a full day", () => {
    const { message } = supportVerdict("1.34", "STANDARD", new Date("2026-12-01T23:59:59Z"));
    expect(message).toContain("in 1 day");
  });

  it("refuses versions that its table does not contain, and suggests none of them", () => {
    expect(supportVerdict("1.99", "EXTENDED", new Date("2026-10-01")).status).toBe("error");
    expect(supportVerdict("1.36", "STANDARD", new Date("2026-10-01"))).not.toHaveProperty("upgradeTo");
  });

  it("accepts more versions with extended support", () => {
    const today = new Date("2026-10-01");
    expect(supportedVersions("STANDARD", today)).toEqual(["1.34", "1.35", "1.36"]);
    expect(supportedVersions("EXTENDED", today)).toEqual(["1.32", "1.33", "1.34", "1.35", "1.36"]);
  });
});

describe("the add-on lock", () => {
  it.each(["1.34", "1.35", "1.36"])("has every add-on for %s, and the kube-proxy of that version", (version) => {
    for (const addon of CORE_ADDON_NAMES)
      expect(lockedAddonVersion(addon, version)).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    expect(lockedAddonVersion("kube-proxy", version)).toContain(`v${version}.`);
  });

  it("returns no add-on versions for other Kubernetes versions", () => {
    expect(lockedAddonVersion("coredns", "1.33")).toBeUndefined();
  });
});

describe("quantityToNumber", () => {
  it.each([
    ["500m", 0.5],
    ["2", 2],
    ["1.5", 1.5],
    ["64Mi", 64 * 1024 ** 2],
    ["1Gi", 1024 ** 3],
    ["1G", 1e9],
    ["1k", 1000],
    ["1e3", 1000],
    ["1E", 1e18],
  ])("%s is %d", (quantity, expected) => {
    expect(quantityToNumber(quantity)).toBe(expected);
  });
});

describe("canonicalQuantity", () => {
  it.each([
    ["1000m", "1"],
    ["0.5", "500m"],
    ["1.5", "1500m"],
    ["1000", "1k"],
    ["1.5Gi", "1536Mi"],
    ["1024Mi", "1Gi"],
    ["0.5Mi", "512Ki"],
    ["2.", "2"],
    ["0", "0"],
    ["0Gi", "0"],
  ])("of %s is %s", (quantity, expected) => {
    expect(canonicalQuantity(quantity)).toBe(expected);
  });

  it.each(["1e3", "0.0001", "0.3Gi"])("leaves %s as it is", (quantity) => {
    expect(canonicalQuantity(quantity)).toBe(quantity);
  });

  it("has the same value, and is its own canonical form", () => {
    const suffix = fc.constantFrom("", "m", "k", "M", "G", "Ki", "Mi", "Gi");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), suffix, (number, unit) => {
        const canonical = canonicalQuantity(`${number}${unit}`);
        expect(quantityToNumber(canonical)).toBeCloseTo(quantityToNumber(`${number}${unit}`), 9);
        expect(canonicalQuantity(canonical)).toBe(canonical);
      }),
    );
  });
});

describe("zone ids", () => {
  it.each([
    ["us-east-1", "use1"],
    ["us-west-2", "usw2"],
    ["eu-central-1", "euc1"],
    ["ap-northeast-2", "apne2"],
    ["ap-southeast-1", "apse1"],
    ["ca-central-1", "cac1"],
    ["me-south-1", "mes1"],
    ["sa-east-1", "sae1"],
  ])("of %s begin with %s", (region, prefix) => {
    expect(zoneIdPrefix(region)).toBe(prefix);
  });

  it("matter in three Regions", () => {
    const regions = ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "eu-west-1"];
    expect(regions.filter(hasZoneWithoutEks)).toEqual(["us-east-1", "us-west-1", "ca-central-1"]);
  });
});
