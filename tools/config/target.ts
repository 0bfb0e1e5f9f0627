import path from "node:path";
import { stackOf } from "../../config/source/project-files";

/**
 * Where a stack named on the command line has its file: in the project's folder, or wherever a path to it leads. Throws a
 * ConfigError for a path to anything else.
 */
export function targetOf(target: string, directory: string): { readonly directory: string; readonly stack: string } {
  if (!target.endsWith(".yaml")) return { directory, stack: target };
  const file = path.resolve(directory, target);
  return { directory: path.dirname(file), stack: stackOf(file) };
}
