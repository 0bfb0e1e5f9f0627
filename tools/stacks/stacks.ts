import { existsSync } from "node:fs";
import path from "node:path";

import { ConfigError } from "../../config";
import { ENVIRONMENTS } from "../../config/schema";
import { readStackFile, stackFileName, stackOf, stacksIn } from "../../config/source/project-files";
import { NAMESPACE } from "../../config/source/keys";
import { ToolError } from "../terminal/tool";
import { concerns, isExample } from "./examples";

type Environment = (typeof ENVIRONMENTS)[number];

const ENVIRONMENT_KEY = `${NAMESPACE}:environment`;

/** Folders with stack files. Those in `DEPLOYED` are stacks of this repository, the others are rehearsed only. */
const FOLDERS = [".", "fleet", "examples", "examples/fleet", "examples/extensions", "examples/app", "bootstrap"];
const DEPLOYED = [".", "fleet"];

/** A stack of this repository, as workflows use it. */
export interface DeployedStack {
  /** Unique in the repository: the stack of a fleet is `fleet-<stack>`. Names of GitHub environments contain it. */
  readonly name: string;
  /** What commands accept: the name of the stack, or the path of its file. */
  readonly target: string;
  readonly environment: Environment;
}

/** A stack of this repository whose change can be rehearsed. */
export interface ChangedStack {
  /** Unique in the repository. */
  readonly name: string;
  readonly file: string;
}

export interface StackLists extends Readonly<Partial<Record<Environment, readonly DeployedStack[]>>> {
  readonly files: readonly string[];
  readonly changes: readonly ChangedStack[];
  readonly stacks: readonly DeployedStack[];
}

/** The stacks of a project. */
export function deployedStacks(projectDir: string): readonly DeployedStack[] {
  const stacks = DEPLOYED.filter((folder) => existsSync(path.join(projectDir, folder))).flatMap((folder) =>
    stacksIn(path.join(projectDir, folder)).map((stack) => ({
      name: folder === "." ? stack : `${folder}-${stack}`,
      target: folder === "." ? stack : `${folder}/${stackFileName(stack)}`,
      environment: environmentOf(path.join(projectDir, folder), stack),
    })),
  );
  const reserved = stacks.find(({ name }) => /^(preview|approve)-/.test(name));
  if (reserved !== undefined) {
    throw new ToolError(
      `The stack ${reserved.name} has the name of an environment of pull requests. Rename its file: preview- and approve- begin names of such environments.`,
    );
  }
  const duplicate = stacks.find(({ name }, index) => stacks.findIndex((other) => other.name === name) !== index);
  if (duplicate === undefined) return stacks;
  throw new ToolError(`Two stacks have the name ${duplicate.name}. Rename the file Pulumi.${duplicate.name}.yaml.`);
}

/** Limits what is listed. */
export interface Selection {
  /** Names of stacks: limits all but `files` and `changes` to these. */
  readonly only?: readonly string[] | undefined;
  /** Files that a change changes: leaves out the examples that it does not concern. */
  readonly changed?: readonly string[] | undefined;
}

/**
 * The stacks of a project, as outputs of a workflow job: `files` has every stack file to rehearse, `changes` those whose
 * change is reported, which leaves out examples, `stacks` has all stacks, and the name of each environment has its stacks.
 */
export function stackLists(projectDir: string, { only, changed }: Selection = {}): StackLists {
  const files = FOLDERS.filter((folder) => existsSync(path.join(projectDir, folder)))
    .flatMap((folder) =>
      stacksIn(path.join(projectDir, folder)).map((stack) => path.posix.join(folder, stackFileName(stack))),
    )
    .filter((file) => changed === undefined || !isExample(file) || concerns(file, changed));
  const all = deployedStacks(projectDir);
  const unknown = (only ?? []).filter((each) => all.every(({ name }) => name !== each));
  if (unknown.length > 0) {
    const names = all.map(({ name }) => name).join(", ");
    throw new ToolError(`This project has no stack ${unknown.join(", ")}. Its stacks: ${names}.`);
  }
  const stacks = all.filter(({ name }) => only?.includes(name) ?? true);
  return {
    files,
    changes: files
      .filter((file) => !isExample(file))
      .map((file) => ({ name: path.posix.join(path.dirname(file), stackOf(file)).replaceAll("/", "-"), file })),
    stacks,
    ...Object.fromEntries(ENVIRONMENTS.map((each) => [each, stacks.filter(({ environment }) => environment === each)])),
  };
}

/** Names in a JSON list, as repository variables have them. */
export function parseNames(json: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(json);
    if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  } catch {
    // The error below quotes the value.
  }
  throw new ToolError(`The list of stacks is no JSON list such as ["dev", "prod"]: ${json}`);
}

function environmentOf(directory: string, stack: string): Environment {
  const environment = valuesOf(directory, stack)[ENVIRONMENT_KEY];
  const known = ENVIRONMENTS.find((name) => name === environment);
  if (known !== undefined) return known;
  throw new ToolError(`${stackFileName(stack)}: set \`${ENVIRONMENT_KEY}\` to one of ${ENVIRONMENTS.join(", ")}.`);
}

function valuesOf(directory: string, stack: string): Readonly<Record<string, unknown>> {
  try {
    return readStackFile(directory, stack).values;
  } catch (error) {
    throw error instanceof ConfigError ? new ToolError(error.message) : error;
  }
}
