import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import type { Stage } from "../../tools/rehearse/stage";
import { createFleetStages } from "../support/stage";

const HEADING = "name,class,owner,costCenter,shard,noncurrentExpirationDays,movedFrom";
const [STAYS, HERE, LEAVES, ARRIVES] = [
  "orders,data,sales,cc-3,a,30,",
  "search,data,web,cc-4,b,30,",
  "invoices,data,billing,cc-2,a,30,",
  "invoices,data,billing,cc-2,b,30,a",
];
const URN =
  "urn:pulumi:a::groundwork-fleet::groundwork:storage:BucketFleet$groundwork:storage:Bucket::fleet-bucket-invoices";

/** Two stacks with one shard each, and an inventory with its lock file. */
async function write(stage: Stage | undefined, ...rows: readonly string[]): Promise<void> {
  const lock = rows.map((row) => row.split(",")).map(([name, , , , shard]) => `${name ?? ""} ${shard ?? ""}`);
  await stage?.writeFile("buckets.csv", [HEADING, ...rows, "files,logs,it,cc-5,c,,", ""].join("\n"));
  await stage?.writeFile("buckets.lock", [...lock, "files c", ""].join("\n"));
}

function said(run: RunResult | undefined): readonly string[] {
  return run?.steps.map(({ op, urn, changes }) => `${op} ${logicalName(urn)} ${changes.join(", ")}`.trim()) ?? [];
}

describe("a bucket whose row names another stack's shard", () => {
  it("is neither deleted nor created before its state is moved, and afterwards only its log bucket changes", async () => {
    const { stages, end } = await createFleetStages("a", "b");
    const [a, b] = stages;
    try {
      await write(a, STAYS, LEAVES, HERE);
      expect([(await a?.up())?.errors, (await b?.up())?.errors]).toEqual([[], []]);

      await write(a, STAYS, ARRIVES, HERE);
      expect((await a?.up())?.errors.join("\n")).toMatch(/fleet-bucket-invoices-\w+" cannot be deleted/);
      expect((await b?.up())?.errors.join("\n")).toMatch(/BucketAlreadyOwnedByYou/);

      // The refused update left an empty component at the URN to which the bucket's component moves.
      await b?.pulumi("state", "delete", "--stack", "b", "--yes", URN.replace("urn:pulumi:a:", "urn:pulumi:b:"));
      await a?.pulumi("state", "move", "--source", "a", "--dest", "b", "--yes", URN);
      expect(said(await a?.preview())).toEqual([]);
      const keyAndLog = [
        "update fleet-bucket-invoices-encryption rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
        "update fleet-bucket-invoices-logging targetBucket",
      ];
      expect([...said(await b?.up())].sort()).toEqual(keyAndLog);
      expect(said(await b?.preview())).toEqual([]);

      await write(a, STAYS, ARRIVES.replace(/a$/, ""), HERE);
      expect(said(await b?.preview())).toEqual([]);
    } finally {
      await end();
    }
  }, 300_000);
});
