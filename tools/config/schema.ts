import * as fs from "node:fs";
import * as path from "node:path";
import { stackFileSchema } from "../../config/json-schema";
import { projectName } from "../../config/project-files";
import type { Context } from "./context";

const SCHEMA_FILE = "config/stack.schema.json";

/** Writes the JSON Schema that gives editors completion and checks in stack files, or only compares it. */
export function writeSchema(check: boolean, { directory, colors, write }: Context): number {
  const file = path.join(directory, SCHEMA_FILE);
  const wanted = renderSchema(directory);
  const current = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  if (check && current !== wanted) {
    write(colors.red(`✗ ${SCHEMA_FILE} is out of date; write it anew: npm run config -- schema`));
    return 1;
  }
  if (!check) fs.writeFileSync(file, wanted);
  write(colors.green(`✓ ${SCHEMA_FILE} ${check ? "is up to date" : "written"}`));
  return 0;
}

/** The schema's text, as it is committed. */
export function renderSchema(directory: string): string {
  return `${JSON.stringify(stackFileSchema(projectName(directory)), undefined, 2)}\n`;
}
