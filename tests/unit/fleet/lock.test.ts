import * as fc from "fast-check";

import { parseLock, readInventory, renderLock, outdatedLock, undeclaredChanges } from "../../../config/fleet/inventory";
import { csv } from "./fixtures";

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{1,12}$/), { maxLength: 40 });
const fleets = names.chain((list) =>
  fc.tuple(...list.map((name) => fc.record({ name: fc.constant(name), shard: fc.constantFrom("a", "b", "c") }))),
);

describe("the lock of an inventory", () => {
  it("is parsed to the buckets that were rendered", () => {
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

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(fleets, (buckets) => {
        expect(renderLock([...buckets].reverse())).toBe(renderLock(buckets));
      }),
    );
  });

  it("gains one line with a new bucket, and keeps all others", () => {
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

describe("a change of the inventory", () => {
  const LOCK = parseLock("invoices a\norders a\n").lock;
  const problemsWith = (...rows: string[]): string[] => {
    const inventory = readInventory("buckets.csv", csv(...rows));
    expect(inventory.problems).toEqual([]);
    return [
      ...undeclaredChanges("buckets.csv", inventory.rows, LOCK).map(({ path, code }) => `${path}: ${code}`),
      ...outdatedLock("buckets.csv", inventory.rows, LOCK).map(({ message }) => message),
    ];
  };
  const INVOICES = "invoices,data,billing,cc-2,a,30,,";
  const outdated = (change: string): string =>
    `The lock does not contain the latest changes of the inventory: ${change}.`;

  it.each([
    ["nothing", "orders,data,sales,cc-3,a,30,,"],
    ["owner and class of a bucket", "orders,logs,audit,cc-4,a,,,"],
    ["the protection of a bucket", "orders,data,sales,cc-3,a,30,retired,"],
  ])("needs no new lock when it changes %s", (_, row) => {
    expect(problemsWith(INVOICES, row)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ["deletes a bucket", "orders,data,sales,cc-3,a,30,deleted,", [outdated("1 deleted (orders)")]],
    ["moves a bucket", "orders,data,sales,cc-3,b,30,,a", [outdated("1 moved (orders)")]],
    [
      "moves a bucket from another shard than that of the lock",
      "orders,data,sales,cc-3,b,30,,c",
      ["orders.shard: fleet/undeclared-move", outdated("1 moved (orders)")],
    ],
  ])("needs a new lock when it %s", (_, row, expected) => {
    expect(problemsWith(INVOICES, row)).toEqual(expected);
  });

  it("can keep the row of a deleted bucket", () => {
    const rows = readInventory("buckets.csv", csv(INVOICES, "orders,data,sales,cc-3,a,30,deleted,")).rows;
    const { lock } = parseLock("invoices a\n");
    expect([...undeclaredChanges("buckets.csv", rows, lock), ...outdatedLock("buckets.csv", rows, lock)]).toEqual([]);
  });
});
