import { existsSync } from "node:fs";
import path from "node:path";

import { ConfigError } from "../../config";
import { ENVIRONMENTS } from "../../config/schema";
import { readStackFile, stackFileName, stacksIn } from "../../config/source/project-files";
import { NAMESPACE } from "../../config/source/keys";
import { ToolError } from "../terminal/tool";

const ENVIRONMENT_KEY = `${NAMESPACE}:environment`;

/** Folders with stack files; only those in the first one are deployed. */
const FOLDERS = [".", "examples", "examples/fleet", "examples/extensions", "examples/app"];

/**
 * The stacks of a project, as outputs of a workflow job: `files` has every stack file to rehearse, and the name of each
 * environment has its stacks.
 *
 * @param only limits the stacks of the environments to one
 */
export function stackLists(projectDir: string, only?: string): Readonly<Record<string, readonly string[]>> {
  const files = FOLDERS.filter((folder) => existsSync(path.join(projectDir, folder))).flatMap((folder) =>
    stacksIn(path.join(projectDir, folder)).map((stack) => path.posix.join(folder, stackFileName(stack))),
  );
  const stacks = stacksIn(projectDir);
  if (only !== undefined && !stacks.includes(only)) {
    throw new ToolError(`${stackFileName(only)} does not exist. Stacks of this project: ${stacks.join(", ")}.`);
  }
  const selected = stacks.filter((stack) => only === undefined || stack === only);
  const environments = selected.map((stack) => environmentOf(projectDir, stack));
  return {
    files,
    ...Object.fromEntries(
      ENVIRONMENTS.map((environment) => [
        environment,
        selected.filter((_, index) => environments[index] === environment),
      ]),
    ),
  };
}

function environmentOf(projectDir: string, stack: string): string {
  const environment = valuesOf(projectDir, stack)[ENVIRONMENT_KEY];
  const known = ENVIRONMENTS.find((name) => name === environment);
  if (known !== undefined) return known;
  throw new ToolError(`${stackFileName(stack)}: set \`${ENVIRONMENT_KEY}\` to one of ${ENVIRONMENTS.join(", ")}.`);
}

function valuesOf(projectDir: string, stack: string): Readonly<Record<string, unknown>> {
  try {
    return readStackFile(projectDir, stack).values;
  } catch (error) {
    throw error instanceof ConfigError ? new ToolError(error.message) : error;
  }
}
