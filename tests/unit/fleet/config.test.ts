import type { FleetConfig } from "../../../config";
import { formatProblems } from "../../../config/diagnostics/format";
import { csv, fleetVerdict } from "./fixtures";

function configOf(files: Parameters<typeof fleetVerdict>[0]): FleetConfig {
  const { problems, config } = fleetVerdict(files);
  if (config === undefined) throw new Error(formatProblems("Pulumi.a.yaml", problems));
  return config;
}

/** Rows of five shards. */
function large(rows: number): string[] {
  return Array.from({ length: rows }, (_, index) => `bucket-${index},data,team-${index % 7},cc-2,s${index % 5},30,,`);
}

describe("the configuration of a fleet", () => {
  it("contains the buckets in the shards of the stack", () => {
    const rows = csv(
      "invoices,data,billing,cc-2,a,30,,",
      "orders,scratch,sales,cc-3,b,,,",
      "old,logs,x,cc-4,a,,deleted,",
    );
    expect(Object.keys(configOf({ rows }).fleet.buckets)).toEqual(["invoices"]);
    expect(Object.keys(configOf({ rows, edits: { "fleet.shards": ["b", "a"] } }).fleet.buckets)).toEqual([
      "invoices",
      "orders",
    ]);
  });

  it("has the defaults of the class, and omits tags that are equal to the default tags", () => {
    const rows = csv("invoices,archive,storage,cc-2,a,,,", "cache,scratch,web,cc-1,a,,retired,");
    expect(configOf({ rows }).fleet.buckets).toEqual({
      invoices: {
        class: "archive",
        shard: "a",
        tags: { CostCenter: "cc-2" },
        versioning: true,
        noncurrentExpirationDays: 30,
        abortMultipartUploadDays: 7,
        transitions: [
          { days: 30, storageClass: "GLACIER_IR" },
          { days: 180, storageClass: "DEEP_ARCHIVE" },
        ],
        retired: false,
        arriving: false,
      },
      cache: {
        class: "scratch",
        shard: "a",
        tags: { Owner: "web" },
        versioning: false,
        expirationDays: 7,
        abortMultipartUploadDays: 1,
        transitions: [],
        retired: true,
        arriving: false,
      },
    });
  });

  it("has no deletion protection while `teardown` names the fleet", () => {
    expect(configOf({}).fleet.deletionProtection).toBe(true);
    expect(configOf({ edits: { teardown: "files-dev" } }).fleet.deletionProtection).toBe(false);
  });

  it("has warnings about settings that apply to no bucket", () => {
    const edits = {
      "aws.secondRegion": "eu-central-1",
      "aws.permissionsBoundaryArn": "arn:aws:iam::111122223333:policy/boundary",
      "fleet.keyDeletionWindowDays": 7,
    };
    expect(fleetVerdict({ edits }).warnings.map(({ path, code }) => `${path}: ${code}`)).toEqual([
      "aws.secondRegion: stack/unused-by-fleet",
      "aws.permissionsBoundaryArn: stack/unused-by-fleet",
      "fleet.keyDeletionWindowDays: stack/unused-key-deletion-window",
    ]);
  });

  it("changes by one bucket when a row is added, and not at all in stacks of other shards", () => {
    const before = large(500);
    const middle = before.length / 2;
    const after = [...before.slice(0, middle), "new,data,team,cc-2,s1,30,,", ...before.slice(middle)];
    for (const shard of ["s0", "s1"]) {
      const edits = { "fleet.shards": [shard] };
      const [old, current] = [before, after].map((rows) => configOf({ rows: csv(...rows), edits }).fleet.buckets);
      const { new: added, ...others } = current ?? {};
      expect(others).toEqual(old);
      expect(added?.shard).toBe(shard === "s1" ? "s1" : undefined);
    }
  });

  it("has all problems of a large inventory, and the report shows the first fifty", () => {
    const rows = large(500).map((row) => row.replace(",data,", ",dta,"));
    const { problems } = fleetVerdict({ rows: csv(...rows), edits: { "fleet.shards": ["s1"] } });
    expect(problems).toHaveLength(500);
    const report = formatProblems("Pulumi.a.yaml", problems);
    expect(report.split("\n\n")).toHaveLength(52);
    expect(report).toMatch(/\n\nand 450 more problems, which the report lists once these are fixed$/);
  });
});
