import path from "node:path";

import pc from "picocolors";

import {
  BOOTSTRAP_PROJECT,
  ConfigError,
  FLEET_PROJECT,
  loadBootstrapStackFile,
  loadFleetStackFile,
  loadStackFile,
} from "../../config";
import { lockFileName } from "../../config/fleet/inventory";
import { stackOf } from "../../config/source/project-files";
import { type Bill, bill } from "../../domain/cost/bill";
import { bootstrapBill } from "../../domain/cost/bootstrap-bill";
import { fleetBill } from "../../domain/cost/fleet-bill";
import type { PlatformTagArgs } from "../../domain/tags/platform-tags";
import { World } from "../../sandbox";
import { readExtensions } from "../project/extensions";
import type { Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { platformStackOf } from "./application";
import { initialBootstrapWorld, initialWorld } from "./initial-world";
import { type Project, readProject } from "./program";

export const PROJECT_DIR = path.resolve(__dirname, "../..");

/** A stack file that is valid, and what a rehearsal of it needs. */
export interface LoadedStack {
  readonly name: string;
  /** Folder of the stack file. */
  readonly directory: string;
  readonly project: Project;
  readonly platformName: string;
  readonly aws: { readonly accountId: string; readonly region: string };
  readonly tags: PlatformTagArgs;
  /** Kubernetes minor version of the stack's cluster; omitted for a stack without a cluster. */
  readonly kubernetesVersion?: string;
  /** Undefined for an application: the price table has the parts of the platform only. */
  readonly bill: Bill | undefined;
  /** Files that the program reads in addition to the stack file. */
  readonly files: readonly string[];
  /** Objects that exist before the first update. */
  readonly world: World;
  /** For an application, the stack of the platform whose outputs it reads. */
  readonly platform?: LoadedStack;
}

/** Loads every stack file before the first rehearsal, and reports the errors of all files together. */
export function loadAll(targets: readonly Target[]): readonly LoadedStack[] {
  const reports: string[] = [];
  const stacks = targets.flatMap((target) => {
    try {
      return load(target, new Date());
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      reports.push(error.message);
      return [];
    }
  });
  if (reports.length > 0) throw new ToolError(reports.join("\n\n"));
  return stacks;
}

export function load({ directory, file }: Target, today: Date): LoadedStack {
  const project = readProject(directory);
  const stack = { name: stackOf(file), directory, project };
  if (project.name === FLEET_PROJECT) {
    const config = loadFleetStackFile(file, { today });
    const { platformName, environment, aws, fleet } = config;
    const tags = { ...config.tags, environment };
    const files = [fleet.inventory, lockFileName(fleet.inventory)];
    return { ...stack, platformName, aws, tags, bill: fleetBill(config, today), files, world: new World() };
  }
  if (project.name === BOOTSTRAP_PROJECT) {
    const config = loadBootstrapStackFile(file, { today });
    const { platformName, environment, aws } = config;
    const tags = { ...config.tags, environment };
    const world = initialBootstrapWorld(config);
    return { ...stack, platformName, aws, tags, bill: bootstrapBill(config, today), files: [], world };
  }
  const platformStack = platformStackOf(stack);
  if (platformStack !== undefined) {
    const platform = load(platformStack, today);
    return { ...platform, ...stack, bill: undefined, files: [], platform };
  }
  const config = loadStackFile(file, { today, extensions: readExtensions(directory) });
  const { platformName, environment, aws, cluster } = config;
  const world = initialWorld(config);
  return {
    ...stack,
    platformName,
    aws,
    tags: { ...config.tags, environment },
    kubernetesVersion: cluster.version,
    bill: bill(config, today),
    files: [],
    world,
  };
}

/** The line above the phases of a stack. */
export function titleOf({ name, project, platformName, aws, platform }: LoadedStack): string {
  const what = platform === undefined ? platformName : `${project.name} on ${platformName}`;
  return `${pc.bold(name)}  ${pc.dim(`${what}, ${aws.region}, account ${aws.accountId}`)}`;
}
