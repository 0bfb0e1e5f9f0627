import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import {
  type EngineEvent,
  LocalWorkspace,
  type PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { type Document, parseDocument } from "yaml";

import type { Sandbox } from "../../sandbox";
import { readProject } from "./program";
import { withoutSecrets } from "./stack-file";
import { RunCollector, type RunResult } from "./run-result";

export interface StageOptions {
  /** Stack name; its file is `Pulumi.<stack>.yaml` of the project. */
  readonly stack: string;
  /** Folder that holds Pulumi.yaml and the stack files. */
  readonly projectDir: string;
  readonly engine: PulumiCommand;
  readonly sandbox: Sandbox;
  /** The program to run; it has to be evaluated afresh at every call. */
  readonly program: PulumiFn;
  /** Files that the program reads beside the stack file, by their paths from the project's folder. */
  readonly files?: readonly string[];
  /** Policy packs to run with previews and updates: their folders, or files that the engine starts as plugins. */
  readonly policyPacks?: readonly string[];
  /** Another stack of the same project: both stand on its backend, in its folder. */
  readonly beside?: Stage;
  /** Engine operations at a time; the engine's own default when absent. */
  readonly parallel?: number;
}

/** Told after each resource: how many are done, and the URN of the last. */
export type OnProgress = (done: number, urn: string) => void;

/** How long to listen for rejections after an operation has ended. */
const STRAGGLERS_MS = 50;

/**
 * A stack on the real engine with a throw-away file backend and home, attached to the sandbox.
 * It starts from a copy of the project's own stack file; `editConfig` changes the copy as a user would the file.
 */
export class Stage {
  private constructor(
    private readonly options: StageOptions,
    private readonly dir: string,
    private readonly stack: Stack,
  ) {}

  static async set(options: StageOptions): Promise<Stage> {
    const dir = options.beside?.dir ?? (await mkdtemp(path.join(tmpdir(), "groundwork-stage-")));
    await Promise.all(["home", "backend"].map((name) => mkdir(path.join(dir, name), { recursive: true })));
    const { name } = readProject(options.projectDir);
    await writeFile(path.join(dir, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    for (const file of options.files ?? []) {
      await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
      await copyFile(path.join(options.projectDir, file), path.join(dir, file));
    }
    const stackFile = `Pulumi.${options.stack}.yaml`;
    const text = await readFile(path.join(options.projectDir, stackFile), "utf8");
    await writeFile(path.join(dir, stackFile), withoutSecrets(text));
    const stack = await LocalWorkspace.createStack(
      { stackName: options.stack, projectName: name, program: inFolder(dir, options.program) },
      {
        workDir: dir,
        pulumiHome: path.join(dir, "home"),
        pulumiCommand: options.engine,
        envVars: environment(options, dir),
      },
    );
    return new Stage(options, dir, stack);
  }

  preview(onProgress?: OnProgress): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) => this.stack.preview({ ...this.#common(), ...this.#policies(), onEvent }));
  }

  up(onProgress?: OnProgress): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) => this.stack.up({ ...this.#common(), ...this.#policies(), onEvent }));
  }

  /** Reads every object again and stores what it finds; steps are the differences. */
  refresh(onProgress?: OnProgress): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) => this.stack.refresh({ ...this.#common(), onEvent }));
  }

  /** What `pulumi destroy` shows and asks about first; the Automation API's own destroy would skip it. */
  previewDestroy(): Promise<RunResult> {
    return this.#run(undefined, (onEvent) => this.stack.previewDestroy({ ...this.#common(), onEvent }));
  }

  destroy(onProgress?: OnProgress): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) => this.stack.destroy({ ...this.#common(), onEvent }));
  }

  /** What the last update exported. */
  outputs(): ReturnType<Stack["outputs"]> {
    return this.stack.outputs();
  }

  /** The state that the backend holds. */
  exportState(): ReturnType<Stack["exportStack"]> {
    return this.stack.exportStack();
  }

  /** Gives the backend another state, as `exportState` or `pulumi stack export` returned it. */
  importState(state: Awaited<ReturnType<Stack["exportStack"]>>): Promise<void> {
    return this.stack.importStack(state);
  }

  /** Edits the stage's copy of the stack file; paths start below `config:`, e.g. `["groundwork:network", "zones"]`. */
  async editConfig(edit: (config: Document) => void): Promise<void> {
    const file = path.join(this.dir, `Pulumi.${this.options.stack}.yaml`);
    const document = parseDocument(await readFile(file, "utf8"));
    edit(document);
    await writeFile(file, document.toString());
  }

  /** Writes a file that the program reads beside the stack file, by its path from the project's folder. */
  async writeFile(file: string, text: string): Promise<void> {
    await writeFile(path.join(this.dir, file), text);
  }

  /** Runs any other command of the CLI on the stage's backend. */
  async pulumi(...args: string[]): Promise<void> {
    const env = {
      ...process.env,
      ...environment(this.options, this.dir),
      PULUMI_HOME: path.join(this.dir, "home"),
    };
    await promisify(execFile)(this.options.engine.command, args, { cwd: this.dir, env });
  }

  /** Removes backend, home and stack file. */
  async strike(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }

  async #run(
    onProgress: OnProgress | undefined,
    operation: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ): Promise<RunResult> {
    const collector = new RunCollector(onProgress);
    const rejections = await collectRejections(async () => {
      try {
        await operation(collector.onEvent);
      } catch (error) {
        return [error];
      }
      return [];
    });
    const result = collector.result(rejections.length === 0);
    if (result.succeeded || result.errors.length > 0) return result;
    return { ...result, errors: rejections.map(String) };
  }

  #common(): { color: "never"; parallel?: number; suppressOutputs: boolean; suppressProgress: boolean } {
    const { parallel } = this.options;
    return {
      color: "never",
      suppressOutputs: true,
      suppressProgress: true,
      ...(parallel === undefined ? {} : { parallel }),
    };
  }

  #policies(): { policyPacks?: string[] } {
    const { policyPacks = [] } = this.options;
    return policyPacks.length === 0 ? {} : { policyPacks: [...policyPacks] };
  }
}

/**
 * Runs a program in the stage's folder, where its stack file lies: to an inline program the engine does not tell
 * the folder of Pulumi.yaml.
 */
function inFolder(dir: string, program: PulumiFn): PulumiFn {
  return async () => {
    const before = process.cwd();
    process.chdir(dir);
    try {
      return await program();
    } finally {
      process.chdir(before);
    }
  };
}

/**
 * Runs an inline program's operation and returns what it threw, and what was rejected with nobody to listen: when an
 * update fails, the registrations that were still on their way do that, and would end this process.
 * https://github.com/pulumi/pulumi/issues/10744
 */
async function collectRejections(run: () => Promise<unknown[]>): Promise<unknown[]> {
  const unheard: unknown[] = [];
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", (reason) => unheard.push(reason));
  try {
    const thrown = await run();
    // The last rejections surface with the turns of the event loop that follow.
    await sleep(STRAGGLERS_MS);
    return [...thrown, ...unheard];
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  }
}

function environment({ sandbox }: StageOptions, dir: string): Record<string, string> {
  return {
    ...sandbox.env,
    PULUMI_BACKEND_URL: `file://${path.join(dir, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "rehearsal",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The stand-ins are attached already; looking for real plugins would only wait for the network.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
