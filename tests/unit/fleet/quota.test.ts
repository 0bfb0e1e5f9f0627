import { csv, fleetVerdict } from "./fixtures";

describe("a fleet with more buckets than the default quota of an account", () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `bucket-${index},scratch,web,cc-1,a,,,`);

  it("has a warning, because AWS can raise the quota", () => {
    const { warnings, problems } = fleetVerdict({ rows: csv(...rows) });
    expect(problems).toEqual([]);
    expect(warnings.map(({ path, code }) => `${path}  [${code}]`)).toEqual(["fleet.shards  [fleet/too-many-buckets]"]);
  });
});
