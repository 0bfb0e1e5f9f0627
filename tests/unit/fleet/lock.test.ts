import * as fc from "fast-check";

import { parseLock, readInventory, renderLock, staleness, unsaidChanges } from "../../../config/fleet/inventory";
import { csv } from "./fixtures";

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{1,12}$/), { maxLength: 40 });
const fleets = names.chain((list) =>
  fc.tuple(...list.map((name) => fc.record({ name: fc.constant(name), shard: fc.constantFrom("a", "b", "c") }))),
);

describe("a lock", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fleets, (buckets) => {
        const { lock, problems } = parseLock(renderLock(buckets));
        expect(problems).toEqual([]);
        expect([...lock].map(([name, { shard }]) => ({ name, shard }))).toEqual(
          [...buckets].sort((a, b) => (a.name < b.name ? -1 : 1)),
        );
      }),
    );
  });

  it("says the same whatever the order of the rows", () => {
    fc.assert(
      fc.property(fleets, (buckets) => {
        expect(renderLock([...buckets].reverse())).toBe(renderLock(buckets));
      }),
    );
  });

  it("gains one line with one bucket, and keeps all others", () => {
    fc.assert(
      fc.property(fleets, (buckets) => {
        const [before, after] = [buckets, [...buckets, { name: "0new", shard: "a" }]].map((list) =>
          renderLock(list).split("\n"),
        );
        expect(after?.filter((line) => line !== "0new a")).toEqual(before);
      }),
    );
  });
});

describe("what a change of the inventory has to say", () => {
  const LOCK = parseLock("invoices a\norders a\n").lock;
  const said = (...rows: string[]): string[] => {
    const inventory = readInventory("buckets.csv", csv(...rows));
    expect(inventory.problems).toEqual([]);
    return [
      ...unsaidChanges("buckets.csv", inventory.rows, LOCK).map(({ path }) => `refused: ${path}`),
      ...staleness("buckets.csv", inventory.rows, LOCK).map(({ message }) => message),
    ];
  };
  const INVOICES = "invoices,data,billing,cc-2,a,30,,";

  it.each<[string, string, string[]]>([
    ["nothing when nothing changes", "orders,data,sales,cc-3,a,30,,", []],
    ["nothing when owner and class change", "orders,logs,audit,cc-4,a,,,", []],
    ["nothing when it only loses its protection", "orders,data,sales,cc-3,a,30,retired,", []],
    [
      "that it is deleted",
      "orders,data,sales,cc-3,a,30,deleted,",
      ["The lock is older than the inventory: 1 deleted (orders)."],
    ],
    [
      "from where it moves",
      "orders,data,sales,cc-3,b,30,,a",
      ["The lock is older than the inventory: 1 moved (orders)."],
    ],
    [
      "from where it really moves",
      "orders,data,sales,cc-3,b,30,,c",
      ["refused: orders.shard", "The lock is older than the inventory: 1 moved (orders)."],
    ],
  ])("%s", (_, row, expected) => {
    expect(said(INVOICES, row)).toEqual(expected);
  });

  it("a deleted bucket leaves its row behind for as long as one likes", () => {
    const rows = readInventory("buckets.csv", csv(INVOICES, "orders,data,sales,cc-3,a,30,deleted,")).rows;
    const { lock } = parseLock("invoices a\n");
    expect([...unsaidChanges("buckets.csv", rows, lock), ...staleness("buckets.csv", rows, lock)]).toEqual([]);
  });
});
