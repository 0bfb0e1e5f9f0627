import type { Liveness } from "../../../../tools/backend/holder";
import type { GitHub } from "../../../../tools/github/api";
import { type Choices, type Context, runUnlock } from "../../../../tools/unlock/run";
import { livenessOfRun } from "../../../../tools/unlock/workflow-runs";

const AT = { select: ["--stack", "dev"], argument: "dev" };
const HOLDER = { pid: 77, username: "alice", hostname: "laptop", timestamp: "2026-11-27T10:00:00Z" };
const ENDED: Liveness = { status: "ended", reason: "it ended" };
const RUNNING: Liveness = { status: "running", reason: "it runs" };
const UNKNOWN: Liveness = { status: "unknown", reason: "another machine" };

interface Result {
  readonly exitCode: number;
  readonly removed: readonly string[];
  readonly said: string;
}

async function unlock(
  locks: Readonly<Record<string, Liveness>>,
  choices: Partial<Choices> = {},
  changes: Partial<Context> = {},
): Promise<Result> {
  const [removed, said]: [string[], string[]] = [[], []];
  const held = Object.entries(locks).map(([place, liveness]) => ({
    place,
    holder: HOLDER,
    liveness,
    remove: () => Promise.resolve(void removed.push(place)),
  }));
  const exitCode = await runUnlock(
    AT,
    { isConfirmed: true, host: undefined, ...choices },
    {
      inspect: () => Promise.resolve({ reading: { kind: "absent" }, locks: held }),
      username: "alice",
      livenessOfRun: () => Promise.resolve(undefined),
      ask: () => Promise.resolve(undefined),
      write: (text) => said.push(text),
      ...changes,
    },
  );
  return { exitCode, removed, said: said.join("\n") };
}

describe("npm run unlock", () => {
  it("removes the locks of updates that have ended, and keeps those of others", async () => {
    expect(await unlock({ a: ENDED, b: RUNNING, c: UNKNOWN })).toMatchObject({ exitCode: 10, removed: ["a"] });
    expect(await unlock({ a: ENDED })).toMatchObject({ exitCode: 0, removed: ["a"] });
    const reading = { kind: "unreadable", explanation: "The passphrase is wrong." } as const;
    const inspect: Context["inspect"] = () => Promise.resolve({ reading, locks: [] });
    expect(await unlock({}, {}, { inspect })).toMatchObject({ exitCode: 0, said: "Stack dev is not locked." });
  });

  it("says that the backend has no such stack, as with the URL of another backend", async () => {
    expect((await unlock({})).said).toContain("The backend has no stack dev");
  });

  it("fails with the reason if the backend refuses to remove a lock", async () => {
    const lock = { place: "s3://state/1.json", holder: HOLDER, liveness: ENDED };
    const remove = (): Promise<void> => Promise.reject(new Error("AccessDenied"));
    const inspect: Context["inspect"] = () =>
      Promise.resolve({ reading: { kind: "absent" }, locks: [{ ...lock, remove }] });
    await expect(unlock({}, {}, { inspect })).rejects.toThrow("s3://state/1.json was not removed: AccessDenied");
  });

  it("removes nothing without a confirmation", async () => {
    expect(await unlock({ a: ENDED }, { isConfirmed: false })).toMatchObject({ exitCode: 1, removed: [] });
  });

  it("says how to end a running update, and how the owner of another machine removes the lock", async () => {
    expect((await unlock({ b: RUNNING })).said).toContain("interrupt it once");
    expect((await unlock({ c: UNKNOWN })).said).toContain("npm run unlock -- dev --host laptop");
  });

  it("removes the user's own lock of another machine that --host names, and no lock of another user", async () => {
    expect(await unlock({ c: UNKNOWN }, { host: "laptop" })).toMatchObject({ exitCode: 0, removed: ["c"] });
    expect(await unlock({ c: UNKNOWN }, { host: "other" })).toMatchObject({ exitCode: 10, removed: [] });
    expect(await unlock({ c: UNKNOWN }, { host: "laptop" }, { username: "bob" })).toMatchObject({ removed: [] });
    expect(await unlock({ b: RUNNING }, { host: "laptop" })).toMatchObject({ removed: [] });
  });

  it("names the command of Pulumi Cloud where locks cannot be read", async () => {
    const inspect: Context["inspect"] = () =>
      Promise.resolve({ reading: { kind: "absent" }, locks: [], locksUnknown: "only S3 buckets and folders are read" });
    await expect(unlock({}, {}, { inspect })).rejects.toThrow("npm run pulumi -- cancel --stack dev");
  });
});

describe("the workflow run that holds a lock", () => {
  const run = (id: number, status: string, end: string) => ({ id, status, updated_at: end });

  async function liveness(username: string, ...runs: readonly object[]): Promise<string | undefined> {
    const get: GitHub["get"] = () => Promise.resolve({ workflow_runs: runs });
    const github = { get, list: () => Promise.resolve([]), send: () => Promise.resolve({}) };
    return (await livenessOfRun({ ...HOLDER, username }, github))?.status;
  }

  it.each([
    ["has ended if all runs of that time have completed", "ended", [run(1, "completed", "2026-11-27T10:05:00Z")]],
    [
      "runs if one of them is in progress",
      "running",
      [run(1, "completed", "2026-11-27T10:05:00Z"), run(2, "in_progress", "2026-11-27T10:01:00Z")],
    ],
    ["is unknown if all runs had completed before", undefined, [run(1, "completed", "2026-11-27T09:00:00Z")]],
  ])("%s", async (_, status, runs) => {
    expect(await liveness("runner", ...runs)).toBe(status);
  });

  it("is unknown for a lock of another user than that of GitHub's runners", async () => {
    expect(await liveness("alice", run(1, "completed", "2026-11-27T10:05:00Z"))).toBeUndefined();
  });
});
