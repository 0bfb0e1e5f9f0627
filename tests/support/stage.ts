import path from "node:path";
import type * as vmModule from "node:vm";

import type { PulumiFn } from "@pulumi/pulumi/automation";

import type * as sandboxModule from "../../sandbox";
import type * as engineModule from "../../tools/engine";
import type * as kubernetesModule from "../../tools/kubernetes";
import type * as programModule from "../../tools/rehearse/program";
import type * as stageModule from "../../tools/rehearse/stage";
import { FLEET, PROJECT_DIR, readStackFile, STACKS_DIR, TODAY } from "./stack-files";

/** Node's `require`, which tests/support/engine-environment.js provides. */
declare const nodeRequire: NodeJS.Require;

/** Loads a module of the project by its path from the root, or a package, with Node's `require`. */
export function load(module: string): unknown {
  return nodeRequire(module.startsWith("@") ? module : path.join(PROJECT_DIR, module));
}

const { startSandbox, World } = load("sandbox") as typeof sandboxModule;
const { automationCommand, findEngine } = load("tools/engine") as typeof engineModule;
const { freshProgram } = load("tools/rehearse/program") as typeof programModule;
export const { findDefinitions, startControlPlane } = load("tools/kubernetes") as typeof kubernetesModule;
const { Stage } = load("tools/rehearse/stage") as typeof stageModule;

const engine = findEngine().then(automationCommand);

export interface StageFixture {
  readonly stage: stageModule.Stage;
  readonly sandbox: sandboxModule.Sandbox;
  /** Stops the sandbox and disposes the stage. */
  readonly end: () => Promise<void>;
}

export interface StageFixtureOptions {
  /** Account of the simulated credentials. Default: the account of the stack file. */
  readonly accountId?: string;
  /** A real API server for the Kubernetes objects. */
  readonly kubernetes?: sandboxModule.KubernetesClient;
  /** The program to run. Default: that of the project. */
  readonly program?: PulumiFn;
  /** Folder of Pulumi.yaml and the stack file; by default, that of the tests' stacks. */
  readonly directory?: string;
  /** Another stack, whose backend and simulated cloud this one shares. */
  readonly besides?: StageFixture;
  /** Whether it has a simulated cloud of its own: two clusters in one would share their Kubernetes objects. */
  readonly hasOwnCloud?: boolean;
  /** Objects that exist at the start; by default, none. */
  readonly objects?: readonly sandboxModule.WorldObject[];
  /** Policy pack of previews and updates. Default: none. */
  readonly policyPack?: string;
  /** Further environment variables of the engine. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The program of a project with {@link TODAY} as the date, so that tests do not fail when the support of a Kubernetes version
 * one day. Node's own `Date` is replaced while it runs, since jest's fake timers do not reach modules that Node loads.
 *
 * @param directory root of the project, or of a copy of it
 * @param programDir folder of the entry program
 */
export function platformProgram(directory = PROJECT_DIR, programDir = directory): PulumiFn {
  const program = freshProgram(programDir, directory);
  const { runInThisContext } = nodeRequire("node:vm") as typeof vmModule;
  const realm = runInThisContext("globalThis") as { Date: DateConstructor };
  const { Date: RealDate } = realm;
  return async () => {
    realm.Date = class extends RealDate {
      constructor(...values: readonly number[]) {
        super(...((values.length === 0 ? [TODAY.getTime()] : values) as [number]));
      }
    } as DateConstructor;
    try {
      return await program();
    } finally {
      realm.Date = RealDate;
    }
  };
}

/** A stack of the project on the real engine, attached to a separate sandbox unless it is created besides another. */
export async function createStage(stack: string, setting: StageFixtureOptions = {}): Promise<StageFixture> {
  const { directory = STACKS_DIR, program = platformProgram(), besides, hasOwnCloud = false, env = {} } = setting;
  const { policyPack } = setting;
  const shared = hasOwnCloud ? undefined : besides?.sandbox;
  const cloud = shared ?? (await sandboxOf(stack, directory, setting));
  const sandbox = { ...cloud, env: { ...cloud.env, ...env } };
  const stage = await Stage.create({
    stack,
    projectDir: directory,
    engine: await engine,
    sandbox,
    program,
    ...(policyPack !== undefined && { policyPack }),
    ...(besides && { sharesBackendWith: besides.stage }),
  });
  return {
    stage,
    sandbox,
    end: async () => {
      sandbox.stop();
      await stage.dispose();
    },
  };
}

/** Creates stages for stacks of the example fleet, which share a backend and a simulated account. */
export async function createFleetStages(
  ...stacks: readonly string[]
): Promise<{ readonly stages: readonly stageModule.Stage[]; readonly end: () => Promise<void> }> {
  const [first = ""] = stacks;
  const { directory, entry } = FLEET;
  const { accountId } = readStackFile(first, directory).config["groundwork:aws"] as { readonly accountId: string };
  const sandbox = await startSandbox({ accountId });
  const stages: stageModule.Stage[] = [];
  for (const stack of stacks) {
    const [sharesBackendWith] = stages;
    stages.push(
      await Stage.create({
        stack,
        projectDir: directory,
        engine: await engine,
        sandbox,
        program: freshProgram(path.dirname(entry)),
        files: ["buckets.csv", "buckets.lock"],
        ...(sharesBackendWith === undefined ? {} : { sharesBackendWith }),
      }),
    );
  }
  return {
    stages,
    end: async () => {
      sandbox.stop();
      await stages[0]?.dispose();
    },
  };
}

function sandboxOf(
  stack: string,
  directory: string,
  { accountId = configuredAccountId(stack, directory), kubernetes, objects = [] }: StageFixtureOptions,
): Promise<sandboxModule.Sandbox> {
  const world = new World();
  for (const object of objects) world.put(object);
  return startSandbox({ accountId, kubernetes, world });
}

function configuredAccountId(stack: string, directory: string): string {
  return (readStackFile(stack, directory).config["groundwork:aws"] as { readonly accountId: string }).accountId;
}
