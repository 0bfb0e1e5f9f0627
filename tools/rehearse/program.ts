import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { ToolError } from "../terminal/tool";

const PROJECT_DIR = path.resolve(__dirname, "../..");
/** Folders of the modules that entry programs import. An example calls the platform's entry program with its own extensions. */
const SHARED_PARTS = ["config", "components", "domain", "examples", "extensions", "platform"];

/** A Pulumi project, as `Pulumi.yaml` describes it. */
export interface Project {
  readonly name: string;
  /** The folder of its entry program. */
  readonly programDir: string;
  /** Values of all stacks of the project. */
  readonly config?: object;
}

export function readProject(directory: string): Project {
  const file = path.join(directory, "Pulumi.yaml");
  if (!existsSync(file)) {
    throw new ToolError(
      `Pulumi.yaml does not exist in ${directory}. A stack file belongs in the folder of its project.`,
    );
  }
  const {
    name,
    main = ".",
    config,
  } = parse(readFileSync(file, "utf8")) as Pick<Project, "name" | "config"> & { readonly main?: string };
  return { name, programDir: path.resolve(directory, main), ...(config && { config }) };
}

/**
 * Returns the entry program of a folder as an inline program. An inline program runs in this process, so each call first
 * clears the program's modules from the module cache: every run evaluates `index.ts` again, as a new process would.
 *
 * @param root root of the project, which may be a copy of this one
 */
export function freshProgram(programDir: string, root = PROJECT_DIR): PulumiFn {
  const entry = path.join(programDir, "index.ts");
  const entries = new Set([entry, path.join(root, "index.ts")]);
  // The folder of the platform's program contains everything else too, such as the tools.
  const own = programDir === root ? [] : [programDir];
  const parts = [...own, ...SHARED_PARTS.map((part) => path.join(root, part))].map((part) => part + path.sep);
  return () => {
    for (const file of Object.keys(require.cache)) {
      if (entries.has(file) || parts.some((part) => file.startsWith(part))) Reflect.deleteProperty(require.cache, file);
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would evaluate the module only once
    return (require(entry) as PulumiFn)();
  };
}
