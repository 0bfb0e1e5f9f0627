import path from "node:path";
import { stackOf } from "../../config/source/project-files";

/**
 * Finds the stack file for an argument of the command line: the name of a stack in the project's folder, or the path of a
 * stack file. Throws a ConfigError for the path of any other file.
 */
export function targetOf(target: string, directory: string): { readonly directory: string; readonly stack: string } {
  if (!/\.ya?ml$/.test(target)) return { directory, stack: target };
  const file = path.resolve(directory, target);
  return { directory: path.dirname(file), stack: stackOf(file) };
}
