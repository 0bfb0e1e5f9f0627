import * as fs from "node:fs";
import * as path from "node:path";
import { BOOTSTRAP_PROJECT, FLEET_PROJECT } from "../../config";
import { EXTENSIONS_SCHEMA_FILE, extensionsFileSchema, stackFileSchema } from "../../config/schema/json-schema";
import { BOOTSTRAP_PARTS, FLEET_PARTS, type PartName, PLATFORM_PARTS } from "../../config/schema";
import { renderAddonReference } from "./addon-reference";
import { renderAlarmReference } from "./alarm-reference";
import { ARCHITECTURE_PAGE, renderArchitecturePage } from "./architecture-diagram";
import { COMMAND_PAGES } from "./command-reference";
import { extensions } from "../../extensions";
import type { Context } from "./context";
import { renderControlsReference } from "./controls-reference";
import { renderErrorReference } from "./error-reference";
import { renderOutputsReference } from "./outputs-reference";
import { renderPolicyReference } from "./policy-reference";
import { renderReportSchema } from "../report/schema";
import { renderConfigReference } from "./reference/config-reference";

/** A file that is generated from the schemas, and committed. */
export interface GeneratedFile {
  readonly file: string;
  readonly render: () => string;
}

/** The schemas of stack files and of the settings of extensions, and the reference pages. */
export const GENERATED: readonly GeneratedFile[] = [
  { file: "config/schema/stack.schema.json", render: () => renderSchema("groundwork", PLATFORM_PARTS) },
  { file: EXTENSIONS_SCHEMA_FILE, render: () => toText(extensionsFileSchema(extensions)) },
  { file: "config/schema/fleet.schema.json", render: () => renderSchema(FLEET_PROJECT, FLEET_PARTS) },
  {
    file: "config/schema/bootstrap.schema.json",
    render: () => renderSchema(BOOTSTRAP_PROJECT, BOOTSTRAP_PARTS),
  },
  { file: "docs/reference/config.md", render: renderConfigReference },
  { file: "docs/reference/errors.md", render: renderErrorReference },
  { file: "docs/reference/addons.md", render: renderAddonReference },
  { file: "docs/reference/alarms.md", render: renderAlarmReference },
  ...COMMAND_PAGES,
  { file: ARCHITECTURE_PAGE, render: renderArchitecturePage },
  { file: "docs/reference/outputs.md", render: renderOutputsReference },
  { file: "docs/reference/controls.md", render: renderControlsReference },
  { file: "docs/reference/policy-rules.md", render: renderPolicyReference },
  { file: "docs/reference/report.schema.json", render: renderReportSchema },
];

/** Writes the files that are generated from the schemas, or only compares them. */
export function writeSchema(check: boolean, { directory, colors, write }: Context): number {
  const stale = GENERATED.filter(({ file: name, render }) => {
    const file = path.join(directory, name);
    const [current, wanted] = [fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "", render()];
    if (!check) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, wanted);
    }
    const isStale = check && current !== wanted;
    write(
      isStale
        ? colors.red(`✗ ${name} is out of date. Run: npm run config -- schema`)
        : colors.green(`✓ ${name} ${check ? "is up to date" : "written"}`),
    );
    return isStale;
  });
  return stale.length > 0 ? 1 : 0;
}

function renderSchema(project: string, partNames: readonly PartName[]): string {
  return toText(stackFileSchema(project, partNames));
}

function toText(schema: object): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
