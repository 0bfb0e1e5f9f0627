import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";

const PROGRAM_PARTS = ["index.ts", "config", "components"];

/**
 * The project's program as an inline program. An inline program runs in this process, so each call first forgets the
 * program's modules: every run evaluates `index.ts` anew, as a process of its own would.
 */
export function freshProgram(projectDir: string): PulumiFn {
  const parts = PROGRAM_PARTS.map((part) => path.join(projectDir, part));
  return () => {
    for (const file of Object.keys(require.cache)) {
      if (parts.some((part) => file === part || file.startsWith(part + path.sep)))
        Reflect.deleteProperty(require.cache, file);
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be evaluated once only
    return Promise.resolve({ ...(require(path.join(projectDir, "index.ts")) as Record<string, unknown>) });
  };
}
