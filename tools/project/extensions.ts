import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import type { Extensions } from "../../platform";
import { readProject } from "../rehearse/program";

const load = createRequire(__filename);

/**
 * The extensions that the program of a project creates: what the module `extensions` beside its entry program exports.
 *
 * @param directory folder of Pulumi.yaml
 */
export function readExtensions(directory: string): Extensions {
  const module = path.join(readProject(directory).programDir, "extensions");
  const isThere = [path.join(module, "index.ts"), `${module}.ts`].some((file) => existsSync(file));
  return isThere ? (load(module) as { readonly extensions: Extensions }).extensions : {};
}
