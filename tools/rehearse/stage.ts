import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import {
  type EngineEvent,
  LocalWorkspace,
  type PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { type Document, parseDocument, stringify } from "yaml";

import { STACK_FOLDER } from "../../config/source/project-files";
import type { Sandbox } from "../../sandbox";
import { readProject } from "./program";
import { collectRejections } from "./rejections";
import { withoutSecrets } from "./stack-file";
import { RunCollector, type RunResult } from "./run-result";

export interface StageOptions {
  /** Stack name; its file is `Pulumi.<stack>.yaml` of the project. */
  readonly stack: string;
  /** Folder that holds Pulumi.yaml and the stack files. */
  readonly projectDir: string;
  /** Folder of the stack file that fixes are for; when omitted, `projectDir`. */
  readonly fixesIn?: string;
  readonly engine: PulumiCommand;
  readonly sandbox: Sandbox;
  /** The program to run; each call must evaluate its modules again. */
  readonly program: PulumiFn;
  /** Files that the program reads in addition to the stack file, as paths relative to the project's folder. */
  readonly files?: readonly string[];
  /** Policy pack to run with previews and updates: its folder, or a file that the engine starts as a plugin. */
  readonly policyPack?: string;
  /** Settings of rules of the policy pack, by rule. */
  readonly policyConfig?: Readonly<Record<string, object>>;
  /** Another stack, whose backend this stack shares. Stacks of one project share their folder as well. */
  readonly sharesBackendWith?: Stage;
  /** Number of parallel engine operations; when omitted, the engine's default. */
  readonly parallel?: number;
}

/** Called after each resource with the number of finished resources and the URN of the last one. */
export type OnProgress = (done: number, urn: string) => void;

/** Called with each event of the engine. */
export type OnEvent = (event: EngineEvent) => void;

/** File with the settings of the policy pack. */
const POLICY_CONFIG = "policy-config.json";
const ADVISORY_CONFIG = "advisory-policy-config.json";

/**
 * A stack on the real engine with a temporary file backend and `PULUMI_HOME`, connected to the sandbox's providers.
 * It uses a copy of the project's stack file; `editConfig` edits the copy as a user would edit the file.
 */
export class Stage {
  private constructor(
    private readonly options: StageOptions,
    /** Has the backend, `PULUMI_HOME`, and a folder for each project. */
    private readonly root: string,
    /** The folder of the project. */
    readonly dir: string,
    private readonly stack: Stack,
  ) {}

  static async create(options: StageOptions): Promise<Stage> {
    const root = options.sharesBackendWith?.root ?? (await mkdtemp(path.join(tmpdir(), "groundwork-stage-")));
    const { name } = readProject(options.projectDir);
    const dir = path.join(root, "projects", name);
    const folders = [dir, ...["home", "backend"].map((folder) => path.join(root, folder))];
    await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
    await writeProject(dir, options.projectDir, name);
    for (const file of options.files ?? []) {
      await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
      await copyFile(path.join(options.projectDir, file), path.join(dir, file));
    }
    await writeFile(path.join(dir, POLICY_CONFIG), JSON.stringify(options.policyConfig ?? {}));
    const stackFile = `Pulumi.${options.stack}.yaml`;
    const text = await readFile(path.join(options.projectDir, stackFile), "utf8");
    await writeFile(path.join(dir, stackFile), withoutSecrets(text));
    const stack = await LocalWorkspace.createStack(
      {
        stackName: options.stack,
        projectName: name,
        program: inFolder(dir, path.resolve(options.fixesIn ?? options.projectDir), options.program),
      },
      {
        workDir: dir,
        pulumiHome: path.join(root, "home"),
        pulumiCommand: options.engine,
        envVars: environment(options, root),
      },
    );
    return new Stage(options, root, dir, stack);
  }

  preview(onProgress?: OnProgress, listener?: OnEvent): Promise<RunResult> {
    return this.#run(
      onProgress,
      (onEvent) => this.stack.preview({ ...this.#common(), ...this.#policies(), onEvent }),
      listener,
    );
  }

  /** The preview of an update that reads every object first. */
  previewRefreshed(listener?: OnEvent): Promise<RunResult> {
    return this.#run(
      undefined,
      (onEvent) => this.stack.preview({ ...this.#common(), refresh: true, onEvent }),
      listener,
    );
  }

  /** @param target URNs of the only resources to update; by default, all */
  up(onProgress?: OnProgress, target: string[] = []): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) =>
      this.stack.up({ ...this.#common(), ...this.#policies(), target, onEvent }),
    );
  }

  /** An update of an earlier program, which today's policies need not accept: violations are reported, and fail nothing. */
  async upWithAdvisoryPolicies(onProgress?: OnProgress): Promise<RunResult> {
    const rules = Object.entries(this.options.policyConfig ?? {});
    const advisory = rules.map(([rule, settings]) => [rule, { ...settings, enforcementLevel: "advisory" }]);
    const file = path.join(this.dir, ADVISORY_CONFIG);
    await writeFile(file, JSON.stringify({ all: "advisory", ...Object.fromEntries(advisory) }));
    const policies = this.options.policyPack === undefined ? {} : { ...this.#policies(), policyPackConfigs: [file] };
    return this.#run(onProgress, (onEvent) => this.stack.up({ ...this.#common(), ...policies, onEvent }));
  }

  /** Reads every object and compares it with the state, which stays as it is. */
  previewRefresh(listener?: OnEvent): Promise<RunResult> {
    return this.#run(undefined, (onEvent) => this.stack.previewRefresh({ ...this.#common(), onEvent }), listener);
  }

  /** Reads every object and updates the state; the steps are the differences that it found. */
  refresh(onProgress?: OnProgress): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) => this.stack.refresh({ ...this.#common(), onEvent }));
  }

  /** The preview that `pulumi destroy` shows before it asks for confirmation; the Automation API's `destroy` skips it. */
  previewDestroy(): Promise<RunResult> {
    return this.#run(undefined, (onEvent) => this.stack.previewDestroy({ ...this.#common(), onEvent }));
  }

  destroy(onProgress?: OnProgress): Promise<RunResult> {
    return this.#run(onProgress, (onEvent) => this.stack.destroy({ ...this.#common(), onEvent }));
  }

  /** Outputs of the last update. */
  outputs(): ReturnType<Stack["outputs"]> {
    return this.stack.outputs();
  }

  /** Exports the stack's state from the backend. */
  exportState(): ReturnType<Stack["exportStack"]> {
    return this.stack.exportStack();
  }

  /** Replaces the stack's state by one that `exportState` or `pulumi stack export` returned. */
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

  /** Sets a value in the stage's copy of the stack file. */
  setConfig(key: string, value: string | boolean): Promise<void> {
    return this.editConfig((document) => {
      document.setIn(["config", key], value);
    });
  }

  /** Takes the values of all stacks from the Pulumi.yaml of another version of the project. */
  setProjectConfig(projectDir: string): Promise<void> {
    return writeProject(this.dir, projectDir, readProject(this.options.projectDir).name);
  }

  /** Writes a file that the program reads in addition to the stack file; the path is relative to the project's folder. */
  async writeFile(file: string, text: string): Promise<void> {
    await writeFile(path.join(this.dir, file), text);
  }

  /** Runs any other Pulumi CLI command against the stage's backend. */
  async pulumi(...args: string[]): Promise<void> {
    await promisify(execFile)(this.options.engine.command, args, { cwd: this.dir, env: this.env });
  }

  /** The environment of CLI commands that use the stage's backend. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, ...environment(this.options, this.root), PULUMI_HOME: path.join(this.root, "home") };
  }

  /** Removes the backend, `PULUMI_HOME` and the copies of stack files. */
  async dispose(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  async #run(
    onProgress: OnProgress | undefined,
    operation: (onEvent: OnEvent) => Promise<unknown>,
    listener: OnEvent = () => undefined,
  ): Promise<RunResult> {
    const collector = new RunCollector(onProgress);
    const onEvent: OnEvent = (event) => {
      listener(event);
      collector.onEvent(event);
    };
    const rejections = await collectRejections(async () => {
      try {
        await operation(onEvent);
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

  #policies(): { policyPacks?: string[]; policyPackConfigs?: string[] } {
    const { policyPack } = this.options;
    if (policyPack === undefined) return {};
    return { policyPacks: [policyPack], policyPackConfigs: [path.join(this.dir, POLICY_CONFIG)] };
  }
}

/** Writes a Pulumi.yaml with the values of all stacks, and without a program: the Automation API has it. */
function writeProject(dir: string, projectDir: string, name: string): Promise<void> {
  const { config } = readProject(projectDir);
  return writeFile(path.join(dir, "Pulumi.yaml"), stringify({ name, runtime: "nodejs", ...(config && { config }) }));
}

/**
 * Runs a program in the stage's folder, which contains its stack file: the engine does not pass the folder of Pulumi.yaml
 * to an inline program. Fixes in the errors of the program name the stack file of which this is a copy.
 */
export function inFolder(dir: string, original: string, program: PulumiFn): PulumiFn {
  return async () => {
    const before = process.cwd();
    process.chdir(dir);
    process.env[STACK_FOLDER] = original;
    try {
      return await program();
    } finally {
      Reflect.deleteProperty(process.env, STACK_FOLDER);
      process.chdir(before);
    }
  };
}

function environment({ sandbox }: StageOptions, root: string): Record<string, string> {
  return {
    ...sandbox.env,
    PULUMI_BACKEND_URL: `file://${path.join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "rehearsal",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The engine attaches to the sandbox's providers; a search for real plugins would only wait for the network.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
