import * as fs from "node:fs";
import * as path from "node:path";
import { FLEET_PROJECT } from "../../config";
import { stackFileSchema } from "../../config/schema/json-schema";
import { FLEET_PARTS, type PartName, PLATFORM_PARTS } from "../../config/schema";
import type { Context } from "./context";

export interface SchemaFile {
  readonly file: string;
  readonly project: string;
  readonly partNames: readonly PartName[];
}

/** The schema of each program's stack files. */
export const SCHEMAS: readonly SchemaFile[] = [
  { file: "config/schema/stack.schema.json", project: "groundwork", partNames: PLATFORM_PARTS },
  { file: "config/schema/fleet.schema.json", project: FLEET_PROJECT, partNames: FLEET_PARTS },
];

/** Writes the JSON Schemas that give editors completion and checks in stack files, or only compares them. */
export function writeSchema(check: boolean, { directory, colors, write }: Context): number {
  const stale = SCHEMAS.filter((schema) => {
    const file = path.join(directory, schema.file);
    const [current, wanted] = [fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "", renderSchema(schema)];
    if (!check) fs.writeFileSync(file, wanted);
    const isStale = check && current !== wanted;
    write(
      isStale
        ? colors.red(`✗ ${schema.file} is out of date; write it anew: npm run config -- schema`)
        : colors.green(`✓ ${schema.file} ${check ? "is up to date" : "written"}`),
    );
    return isStale;
  });
  return stale.length > 0 ? 1 : 0;
}

/** A schema's text, as it is committed. */
export function renderSchema({ project, partNames }: SchemaFile): string {
  return `${JSON.stringify(stackFileSchema(project, partNames), undefined, 2)}\n`;
}
