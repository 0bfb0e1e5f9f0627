import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { readLocks } from "../../../../tools/backend/locks";
import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../../../../tools/terminal/command";

/** A lock as Pulumi writes it. */
const LOCK = JSON.stringify({ pid: 77, username: "alice", hostname: "laptop", timestamp: "2026-11-27T10:00:00Z" });
const SHOWN = "alice@laptop since 2026-11-27T10:00:00Z";
const FOLDER = ".pulumi/locks/organization/groundwork/dev";

const forbidden: RunCommand = () => Promise.reject(new Error("No command is expected."));

describe("the locks of a stack", () => {
  let backend: string;

  beforeEach(() => {
    backend = mkdtempSync(path.join(tmpdir(), "groundwork-locks-"));
  });

  afterEach(() => {
    rmSync(backend, { recursive: true });
  });

  it("are read from a backend in a folder, with user, host and time", async () => {
    for (const folder of [FOLDER, FOLDER.replace("/dev", "/prod")]) {
      mkdirSync(path.join(backend, folder), { recursive: true });
    }
    expect(await readLocks(`file://${backend}`, "groundwork", "dev", forbidden)).toEqual([]);
    writeFileSync(path.join(backend, FOLDER, "a1.json"), LOCK);
    writeFileSync(path.join(backend, FOLDER, "a2.json"), "half a lo");
    expect(await readLocks(`file://${backend}`, "groundwork", "dev", forbidden)).toEqual([SHOWN, "a2.json"]);
    expect(await readLocks(`file://${backend}`, "groundwork", "prod", forbidden)).toEqual([]);
  });

  it("are read from S3 through the AWS CLI, in the folder and the Region of the backend", async () => {
    const calls: string[] = [];
    const aws: RunCommand = (_, args) => {
      calls.push(args.join(" "));
      const objects = JSON.stringify({ Contents: [{ Key: `team/${FOLDER}/a1.json` }] });
      return answer({ stdout: args[0] === "s3api" ? objects : LOCK });
    };
    expect(await readLocks("s3://state/team?region=eu-west-1&awssdk=v2", "groundwork", "dev", aws)).toEqual([SHOWN]);
    expect(calls).toEqual([
      `s3api list-objects-v2 --bucket state --prefix team/${FOLDER}/ --output json --region eu-west-1`,
      `s3 cp s3://state/team/${FOLDER}/a1.json - --region eu-west-1`,
    ]);
  });

  it.each([
    ["a folder that does not exist", "file:///does/not/exist", forbidden],
    ["an empty listing", "s3://state", () => answer({ stdout: "{}" })],
    ["a listing without text", "s3://state", () => answer({})],
  ] as const)("are none in %s", async (_, url, run) => {
    expect(await readLocks(url, "groundwork", "dev", run)).toEqual([]);
  });

  it.each([
    ["Pulumi Cloud", "https://api.pulumi.com", forbidden, "only S3 buckets and folders are read"],
    ["a relative path", "file://./state", forbidden, "file://./state is a relative path, which is not read"],
    [
      "a machine without the AWS CLI",
      "s3://state",
      () => answer({ exitCode: COMMAND_NOT_FOUND }),
      "the AWS CLI is not installed",
    ],
    [
      "a role that may not list the bucket",
      "s3://state",
      () => answer({ exitCode: 254, stderr: "\nAccessDenied\n" }),
      "AccessDenied",
    ],
  ] as const)("have a reason why they are unknown for %s", async (_, url, run, reason) => {
    await expect(readLocks(url, "groundwork", "dev", run)).rejects.toThrow(reason);
  });

  function answer(result: Partial<CommandResult>): Promise<CommandResult> {
    return Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...result });
  }
});
