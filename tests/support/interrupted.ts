import { type ChildProcess, spawn } from "node:child_process";

import type { PulumiFn } from "@pulumi/pulumi/automation";

import type { World } from "../../sandbox/world";
import { thisMachine } from "../../tools/backend/holder";
import { findEngine } from "../../tools/engine";
import type { StackWords } from "../../tools/state/describe";
import { type ExportedState, parseState } from "../../tools/state/exported-state";
import { inspect, type InspectContext, type Inspection } from "../../tools/state/interruption";
import { type CommandResult, runCommand, type RunCommand } from "../../tools/terminal/command";
import type { Target } from "../../tools/terminal/target";
import { startInlineProgram, startLanguageHost } from "./language-host";
import { createStage, load, type StageFixture } from "./stage";
import type * as stageModule from "../../tools/rehearse/stage";

const { inFolder } = load("tools/rehearse/stage") as typeof stageModule;

/** A stack that the Pulumi CLI updates in a process of its own, which a test can interrupt. */
export interface InterruptibleStack extends StageFixture {
  readonly target: Target;
  readonly words: StackWords;
  /** Changes the program of later commands. */
  readonly setProgram: (program: PulumiFn) => void;
  /** Starts `pulumi up`, and resolves once the state has this number of pending operations. */
  readonly startUpdate: (pending: number) => Promise<ChildProcess>;
  /** Runs Pulumi with the program. */
  readonly pulumi: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<CommandResult>;
  readonly inspect: () => Promise<Inspection>;
  readonly state: () => Promise<ExportedState>;
}

const PROGRAM_COMMANDS: readonly (string | undefined)[] = ["up", "preview"];

export async function createInterruptibleStack(first: PulumiFn): Promise<InterruptibleStack> {
  let program = first;
  const languageHost = await startLanguageHost();
  const fixture = await createStage("dev", { program: () => program(), env: languageHost.env });
  const { stage } = fixture;
  const engine = await findEngine();
  const inline = await startInlineProgram(inFolder(stage.dir, stage.dir, () => program()));
  const select = ["--stack", "dev"];
  const withProgram = (args: readonly string[]): readonly string[] =>
    PROGRAM_COMMANDS.includes(args[0]) ? [...args, "--non-interactive", ...inline.args] : args;
  const pulumi = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> =>
    runCommand(engine.command, withProgram(args), { cwd: stage.dir, env: { ...stage.env, ...env } });
  const target = { stack: "dev", directory: stage.dir, file: `${stage.dir}/Pulumi.dev.yaml` };
  const context: InspectContext = { env: stage.env, pulumi, machine: thisMachine(aws(fixture.sandbox.world)) };
  const state = async (): Promise<ExportedState> => parseState((await pulumi(["stack", "export", ...select])).stdout);
  /** The update writes the file of the state meanwhile, so a read can find half of it. */
  const pendingCreates = async (): Promise<number> => {
    const { exitCode, stdout } = await pulumi(["stack", "export", ...select]);
    return exitCode === 0 ? parseState(stdout).pending.length : 0;
  };
  return {
    ...fixture,
    target,
    words: { select, argument: "dev" },
    setProgram: (next) => {
      program = next;
    },
    startUpdate: async (pending) => {
      const args = withProgram(["up", "--yes", "--skip-preview", ...select]);
      const child = spawn(engine.command, args, { cwd: stage.dir, env: stage.env, stdio: "ignore" });
      while ((await pendingCreates()) < pending) {
        if (child.exitCode !== null) throw new Error("the update ended before it was interrupted");
      }
      return child;
    },
    pulumi,
    inspect: () => inspect(target, context),
    state,
    end: async () => {
      inline.stop();
      languageHost.stop();
      await fixture.end();
    },
  };
}

const RESOURCE_TYPES: Readonly<Record<string, string>> = { vpc: "aws:ec2/vpc:Vpc", subnet: "aws:ec2/subnet:Subnet" };

/** An AWS CLI that answers the lookups and deletions of these tests from the simulated cloud, and runs other programs. */
export function aws(world: World): RunCommand {
  return (command, args, options) => {
    if (command !== "aws") return runCommand(command, args, options);
    const [service = "", operation = ""] = args;
    const value = (option: string): string => args[args.indexOf(option) + 1] ?? "";
    const answer = (result: unknown): Promise<CommandResult> =>
      Promise.resolve({ exitCode: 0, stdout: JSON.stringify(result), stderr: "" });
    if (`${service} ${operation}` === "ec2 describe-tags") {
      const [, type = ""] = /Name=resource-type,Values=(\S+)/.exec(args.join(" ")) ?? [];
      const [, name] = /Name=value,Values=(\S+)/.exec(args.join(" ")) ?? [];
      const found = world.ofType(RESOURCE_TYPES[type] ?? "").filter(({ state }) => {
        const { tagsAll, tags } = state as Record<string, Record<string, string> | undefined>;
        return (tagsAll ?? tags)?.["Name"] === name;
      });
      return answer(found.map(({ id }) => id));
    }
    if (`${service} ${operation}` === "s3api list-buckets") {
      return answer(world.ofType("aws:s3/bucket:Bucket", { bucket: value("--prefix") }).map(({ id }) => id));
    }
    if (`${service} ${operation}` === "s3api delete-bucket") {
      world.remove("aws:s3/bucket:Bucket", value("--bucket"));
      return answer({});
    }
    return Promise.resolve({ exitCode: 252, stdout: "", stderr: `aws: no such command in this test: ${operation}` });
  };
}
