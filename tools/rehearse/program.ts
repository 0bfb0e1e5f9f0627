import { readFileSync } from "node:fs";
import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parse } from "yaml";

const PROJECT_DIR = path.resolve(__dirname, "../..");
/** Folders of the modules that entry programs import. */
const SHARED_PARTS = ["config", "components", "domain"].map((part) => path.join(PROJECT_DIR, part));

/** A Pulumi project, as `Pulumi.yaml` describes it. */
export interface Project {
  readonly name: string;
  /** The folder of its entry program. */
  readonly programDir: string;
}

export function readProject(directory: string): Project {
  const { name, main = "." } = parse(readFileSync(path.join(directory, "Pulumi.yaml"), "utf8")) as {
    readonly name: string;
    readonly main?: string;
  };
  return { name, programDir: path.resolve(directory, main) };
}

/**
 * Returns the entry program of a folder as an inline program. An inline program runs in this process, so each call first
 * clears the program's modules from the module cache: every run evaluates `index.ts` again, as a new process would.
 */
export function freshProgram(programDir: string): PulumiFn {
  const entry = path.join(programDir, "index.ts");
  return () => {
    for (const file of Object.keys(require.cache)) {
      if (file === entry || SHARED_PARTS.some((part) => file.startsWith(part + path.sep)))
        Reflect.deleteProperty(require.cache, file);
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would evaluate the module only once
    return (require(entry) as PulumiFn)();
  };
}
