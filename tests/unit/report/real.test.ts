import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";

import { previewReal, type RealContext } from "../../../tools/report/real";
import type { CommandResult } from "../../../tools/terminal/command";
import { ended, step } from "./fixture";

const TARGET = { stack: "dev", directory: path.resolve(__dirname, "../../.."), file: "Pulumi.dev.yaml" };
const STATE = { version: 3, deployment: { manifest: { time: "2026-11-20T16:05:00Z" }, resources: [{}, {}] } };

/** A Pulumi CLI that writes these events, and what it was called with. */
function context(results: Readonly<Record<string, Partial<CommandResult> & { readonly events?: readonly object[] }>>): {
  readonly context: RealContext;
  readonly calls: string[];
  readonly logs: string[];
} {
  const [calls, logs]: [string[], string[]] = [[], []];
  return {
    calls,
    logs,
    context: {
      engine: { command: "pulumi", version: "3.274.1", source: "path" },
      policyPack: "policy",
      run: (_, args, options) => {
        const [command = ""] = args;
        calls.push(args.slice(0, 2).join(" "));
        const { events, ...result } = results[command] ?? {};
        const log = args[args.indexOf("--event-log") + 1] ?? "";
        if (args.includes("--event-log")) {
          expect(options?.env?.["PULUMI_DEBUG_COMMANDS"]).toBe("1");
          logs.push(log);
          if (events !== undefined) writeFileSync(log, events.map((event) => JSON.stringify(event)).join("\n"));
        }
        return Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...result });
      },
    },
  };
}

const UPDATE = step({ op: "update", name: "topic", old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } });
const DRIFT = step({ op: "update", name: "vpc", old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } });

describe("a real preview", () => {
  it("reads the preview, the comparison with AWS and the state, and deletes both logs of events", async () => {
    const fixture = context({
      preview: { events: [UPDATE, ended()] },
      refresh: { events: [DRIFT, ended()] },
      stack: { stdout: JSON.stringify(STATE) },
      whoami: { stdout: JSON.stringify({ user: "ci", url: "https://api.pulumi.com" }) },
    });
    const { preview, drift, state } = await previewReal(TARGET, fixture.context);
    expect([preview.steps.size, drift?.steps.size, state]).toEqual([
      1,
      1,
      { resources: 2, updatedAt: "2026-11-20T16:05:00Z", pendingOperations: [], locks: [] },
    ]);
    expect(fixture.calls).toEqual(["preview --policy-pack", "refresh --preview-only", "stack export", "whoami --json"]);
    expect(fixture.logs.map((log) => existsSync(log))).toEqual([false, false]);
  });

  it("has the message of the CLI if the engine did not start", async () => {
    const fixture = context({
      preview: { exitCode: 6, stderr: "error: no stack named 'dev' found" },
      stack: { exitCode: 6 },
    });
    const { preview, drift, state } = await previewReal(TARGET, fixture.context);
    expect(preview).toMatchObject({ succeeded: false, errors: [{ message: "no stack named 'dev' found" }] });
    expect([drift, state]).toEqual([undefined, undefined]);
  });

  it("fails if the state cannot be compared with AWS", async () => {
    const fixture = context({
      preview: { events: [UPDATE, ended()] },
      refresh: { exitCode: 1, stderr: "AccessDenied" },
      stack: { exitCode: 1 },
    });
    const { preview } = await previewReal(TARGET, fixture.context);
    expect(preview).toMatchObject({ succeeded: false, errors: [{ message: "AccessDenied" }] });
  });
});
