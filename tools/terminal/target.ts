import { existsSync } from "node:fs";
import path from "node:path";
import { requireStackFile, stackOf } from "../../config/source/project-files";

/** Folders that arguments refer to. */
export interface Place {
  /** The repository: a name refers to a stack file in this folder. */
  readonly root: string;
  /** Where the user stands: a path is relative to this folder, or else to the repository. */
  readonly cwd: string;
}

/** A stack file on the command line. */
export interface Target {
  /** Name of the stack as Pulumi accepts it, which may contain organization and project: `acme/groundwork/dev`. */
  readonly stack: string;
  /** Folder of the stack file and of Pulumi.yaml. */
  readonly directory: string;
  readonly file: string;
}

const ROOT = path.resolve(__dirname, "../..");

/** npm changes to the repository's folder, and keeps the user's folder in INIT_CWD. */
export function thisPlace(): Place {
  return { root: ROOT, cwd: process.env["INIT_CWD"] ?? process.cwd() };
}

/**
 * Finds the stack file for the name of a stack or the path of a stack file. Throws a ConfigError if the file does not exist,
 * or if it is no stack file.
 */
export function targetOf(given: string, { root, cwd }: Place): Target {
  // The error about a file with the extension .yml, which Pulumi does not read, is that of its stack.
  const argument = given.replace(/(?<=Pulumi\.[^/]+)\.yml$/, ".yaml");
  if (argument.endsWith(".yaml")) {
    // Reports name files relative to the repository, and their commands work in every folder.
    const file =
      [cwd, root].map((folder) => path.resolve(folder, argument)).find((each) => existsSync(each)) ??
      path.resolve(cwd, argument);
    return found(stackOf(file), path.dirname(file), stackOf(file));
  }
  return found(argument, root, argument.slice(argument.lastIndexOf("/") + 1));
}

/** Pulumi's options that select the stack. */
export function selection({ stack, directory }: Target): readonly string[] {
  return ["--stack", stack, ...(directory === ROOT ? [] : ["--cwd", directory])];
}

function found(stack: string, directory: string, name: string): Target {
  return { stack, directory, file: requireStackFile(directory, name) };
}
