import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { createColors } from "picocolors";

import { runFleet } from "../../../tools/fleet/run";
import { PROJECT_DIR, TODAY } from "../config/fixtures";
import { csv } from "./fixtures";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-fleet-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function run(args: readonly string[], at = directory): { exitCode: number; output: string } {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const exitCode = runFleet(args, { directory: at, today: TODAY, write, colors: createColors(false) });
  return { exitCode, output: lines.join("\n") };
}

function write(...rows: string[]): void {
  writeFileSync(path.join(directory, "buckets.csv"), csv(...rows));
}

const LOCK = (): string => readFileSync(path.join(directory, "buckets.lock"), "utf8");
const HEADER = "# name shard. Written by `npm run fleet -- lock`; do not edit.\n";

describe("fleet lock", () => {
  it("writes a line for each bucket, and follows changes of the rows", () => {
    write("orders,data,sales,cc-3,b,30,,", "invoices,data,billing,cc-2,a,30,,");
    expect(run(["lock", "buckets.csv"])).toEqual({ exitCode: 0, output: "✓ buckets.lock  2 buckets" });
    expect(LOCK()).toBe(`${HEADER}invoices a\norders b\n`);

    write("orders,data,sales,cc-3,a,30,,b", "invoices,data,billing,cc-2,a,30,deleted,", "drafts,logs,web,cc-4,a,,,");
    expect(run(["lock", "buckets.csv"]).exitCode).toBe(0);
    expect(LOCK()).toBe(`${HEADER}drafts a\norders a\n`);
  });

  it("refuses to remove a bucket whose row is not deleted, and keeps the lock", () => {
    write("invoices,data,billing,cc-2,a,30,,", "orders,data,sales,cc-3,b,30,,");
    run(["lock", "buckets.csv"]);
    const before = LOCK();
    write("invoices,data,billing,cc-2,b,30,,");
    const { exitCode, output } = run(["lock", "buckets.csv"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("buckets.csv:2:28  invoices.shard");
    expect(output).toContain("buckets.lock:3:1  orders");
    expect(LOCK()).toBe(before);
  });

  it("writes no lock for faulty rows", () => {
    write("invoices,dta,billing,cc-2,a,30,,");
    expect(run(["lock", "buckets.csv"])).toMatchObject({ exitCode: 1 });
    expect(existsSync(path.join(directory, "buckets.lock"))).toBe(false);
  });

  it("rewrites a lock with markers of a merge conflict", () => {
    write("invoices,data,billing,cc-2,a,30,,", "orders,data,sales,cc-3,b,30,,");
    writeFileSync(path.join(directory, "buckets.lock"), "<<<<<<< HEAD\ninvoices a\n=======\norders b\n>>>>>>> other\n");
    expect(run(["lock", "buckets.csv"]).exitCode).toBe(0);
    expect(LOCK()).toBe(`${HEADER}invoices a\norders b\n`);
  });

  it.each([
    [["lock", "nowhere.csv"], 2, "nowhere.csv is no inventory"],
    [["lock"], 2, "The argument <inventory.csv> is missing."],
    [["lock", "a.csv", "b.csv"], 2, "Unexpected argument: b.csv"],
    [["check"], 2, "The stack is missing."],
    [[], 2, "The command is missing."],
    [["chekc"], 2, "Unknown command: chekc. Did you mean check?"],
  ])("reports wrong arguments: %j", (args, exitCode, words) => {
    expect(run(args)).toEqual({ exitCode, output: expect.stringContaining(words) as string });
  });
});

describe("fleet check", () => {
  it("accepts the example", () => {
    const files = ["examples/fleet/Pulumi.a.yaml", "examples/fleet/Pulumi.b.yaml"];
    expect(run(["check", ...files], PROJECT_DIR)).toEqual({
      exitCode: 0,
      output: "✓ Pulumi.a.yaml  5 buckets in shards a\n✓ Pulumi.b.yaml  4 buckets in shards b, c",
    });
  });

  it("reports the faults of a stack file, or that it does not exist", () => {
    const faulty = run(["check", "tests/stacks/Pulumi.dev.yaml"], PROJECT_DIR);
    expect(faulty).toMatchObject({ exitCode: 1, output: expect.stringContaining("Pulumi.dev.yaml:") as string });
    const missing = run(["check", "examples/fleet/Pulumi.z.yaml"], PROJECT_DIR);
    expect(missing).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining("Pulumi.z.yaml does not exist") as string,
    });
  });
});

describe("fleet check --json", () => {
  it("prints what each valid stack file has", () => {
    const { exitCode, output } = run(["check", "examples/fleet/Pulumi.a.yaml", "--json"], PROJECT_DIR);
    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toEqual([
      expect.objectContaining({ file: "Pulumi.a.yaml", isValid: true, problems: [], shards: ["a"] }),
    ]);
  });

  it("prints the problems of a file that is not valid", () => {
    writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork-fleet\n");
    writeFileSync(path.join(directory, "Pulumi.a.yaml"), "config: { groundwork:environment: dev }\n");
    const { exitCode, output } = run(["check", "Pulumi.a.yaml", "--json"]);
    expect(exitCode).toBe(1);
    const [file] = JSON.parse(output) as { isValid: boolean; problems: { code: string }[] }[];
    expect(file?.isValid).toBe(false);
    expect(file?.problems.map(({ code }) => code)).toContain("schema/missing-key");
  });
});
