import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Context, runReap } from "../../../../tools/reap/run";
import type { CommandResult } from "../../../../tools/terminal/command";

const TODAY = new Date("2026-11-29T01:00:00Z");
const STATE = JSON.stringify({
  deployment: {
    resources: [
      {
        urn: "urn:pulumi:pr-1::groundwork::pulumi:providers:aws::aws",
        type: "pulumi:providers:aws",
        inputs: { region: "eu-west-1", defaultTags: '{"tags":{"Project":"shop","ExpiresOn":"2026-11-28"}}' },
      },
      { urn: "urn:pulumi:pr-1::groundwork::aws:ec2/vpc:Vpc::vpc", type: "aws:ec2/vpc:Vpc", id: "vpc-1" },
    ],
  },
});
const LEFT = { ResourceTagMappingList: [{ ResourceARN: "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1", Tags: [] }] };

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-reap-"));
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\n");
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** A backend with these stacks, whose destroys return these exit codes. */
async function reap(
  stacks: readonly { readonly name: string; readonly updateInProgress?: boolean; readonly exitCode?: number }[],
  { left = false, isConfirmed = true, isJson = false, unreadable = "", listError = "" } = {},
): Promise<{ readonly exitCode: number; readonly output: string; readonly calls: readonly string[] }> {
  const [lines, calls]: [string[], string[]] = [[], []];
  const ok = (stdout: string): Promise<CommandResult> => Promise.resolve({ exitCode: 0, stdout, stderr: "" });
  const context: Context = {
    today: TODAY,
    directory,
    pulumi: ([first = "", second = "", ...rest]) => {
      if (second === "ls" && listError !== "") return Promise.resolve({ exitCode: 1, stdout: "", stderr: listError });
      if (second === "rm") calls.push(`rm ${rest[1] ?? ""}`);
      if (second === "export" && unreadable !== "" && rest.includes(unreadable)) return ok("{");
      return ok(first === "stack" && second === "ls" ? JSON.stringify(stacks) : STATE);
    },
    aws: () => ok(JSON.stringify(left ? LEFT : { ResourceTagMappingList: [] })),
    destroyContext: ({ stack }) => ({
      pulumi: (args) => {
        if (args.includes("--preview-only")) return Promise.resolve(0);
        calls.push(`destroy ${stack}`);
        return Promise.resolve(stacks.find(({ name }) => name === stack)?.exitCode ?? 0);
      },
      output: () => Promise.resolve(undefined),
      inspect: () => Promise.resolve({ reading: { kind: "absent" }, locks: [] }),
      cluster: () => Promise.reject(new Error("no cluster")),
      polling: { pause: () => Promise.resolve(), maxChecks: 1 },
      ask: () => Promise.resolve(undefined),
      write: () => undefined,
    }),
    write: (text) => void lines.push(text),
  };
  return { exitCode: await runReap({ isConfirmed, isJson }, context), output: lines.join("\n"), calls };
}

it("npm run reap says that the backend has no stacks, as with the URL of another backend", async () => {
  expect(await reap([])).toMatchObject({ exitCode: 0, output: expect.stringContaining("has no stacks") as string });
});

it("npm run reap says how to log in to the backend if Pulumi has none", async () => {
  const listError = "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions";
  await expect(reap([], { listError })).rejects.toThrow(/PULUMI_ACCESS_TOKEN[^]+npm run pulumi -- login/);
});

describe("npm run reap -- --json", () => {
  it("lists the stacks with the reason for each, and destroys nothing", async () => {
    const { exitCode, output, calls } = await reap([{ name: "pr-1" }], { isConfirmed: false, isJson: true });
    expect({ exitCode, calls }).toEqual({ exitCode: 0, calls: [] });
    expect(JSON.parse(output)).toEqual([
      { stack: "pr-1", isExpired: true, reason: expect.stringContaining("2026-11-28") as string, resources: 1 },
    ]);
  });
});

describe("npm run reap -- --yes", () => {
  it("destroys the other stacks if a state cannot be read, keeps that stack, and fails", async () => {
    const { exitCode, calls, output } = await reap([{ name: "pr-1" }, { name: "pr-2" }], { unreadable: "pr-1" });
    expect({ exitCode, calls }).toEqual({ exitCode: 1, calls: ["destroy pr-2", "rm pr-2"] });
    expect(output).toContain("pr-1: kept, because its state cannot be read: ");
  });

  it("destroys each expired stack, and removes it from the backend", async () => {
    expect(await reap([{ name: "pr-1" }, { name: "pr-2" }])).toMatchObject({
      exitCode: 0,
      calls: ["destroy pr-1", "rm pr-1", "destroy pr-2", "rm pr-2"],
    });
  });

  it("goes on after a stack that cannot be destroyed, and fails at the end", async () => {
    const { exitCode, calls, output } = await reap([{ name: "pr-1", exitCode: 255 }, { name: "pr-2" }]);
    expect({ exitCode, calls }).toEqual({ exitCode: 1, calls: ["destroy pr-1", "destroy pr-2", "rm pr-2"] });
    expect(output).toContain("pr-1: not destroyed completely (exit code 255)");
  });

  it("keeps a stack in the backend while resources with its tags are left, and lists them", async () => {
    const { exitCode, calls, output } = await reap([{ name: "pr-1" }], { left: true });
    expect({ exitCode, calls }).toEqual({ exitCode: 10, calls: ["destroy pr-1"] });
    expect(output).toContain("aws ec2 delete-volume --volume-id vol-1");
  });

  it("keeps a stack that is being updated", async () => {
    const { calls, output } = await reap([{ name: "pr-1", updateInProgress: true }]);
    expect(calls).toEqual([]);
    expect(output).toContain("pr-1: kept, because it expired on 2026-11-28, but an update is in progress");
  });

  it("reads the stack file of a stack that Pulumi Cloud names with its organization", async () => {
    writeFileSync(path.join(directory, "Pulumi.pr-1.yaml"), 'config: { "groundwork:expiry": "2026-12-01" }\n');
    expect((await reap([{ name: "acme/groundwork/pr-1" }])).output).toContain("but its stack file says 2026-12-01");
  });
});
