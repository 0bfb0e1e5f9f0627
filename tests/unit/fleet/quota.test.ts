import { csv, fleetVerdict } from "./fixtures";

describe("a fleet with more buckets than an account has by default", () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `bucket-${index},scratch,web,cc-1,a,,,`);

  it("is warned about, and may go on once the quota is raised", () => {
    const { warnings, problems } = fleetVerdict({ rows: csv(...rows) });
    expect(problems).toEqual([]);
    expect(warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "fleet.shards: The stack needs 10,001 general purpose buckets per account; AWS allows 10,000 by default: the update fails unless the quota of the account is higher.",
    ]);
  });
});
