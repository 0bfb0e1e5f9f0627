import { ConfigError } from "../../config";
import {
  costAllocationTags,
  organizationsTagPolicy,
  requiredTagsParameters,
  type TagDefinition,
  tagDefinitions,
} from "../../domain/tags/tag-documents";
import { load } from "../rehearse/load";
import type { Target } from "../terminal/target";
import type { Context } from "./context";

type Render = (definitions: readonly TagDefinition[]) => string;

const RENDERERS = {
  markdown: renderTable,
  json: renderDocument((definitions) => definitions),
  "organizations-policy": renderDocument(organizationsTagPolicy),
  "config-rule": renderDocument(requiredTagsParameters),
  "cost-allocation": renderDocument(costAllocationTags),
} satisfies Record<string, Render>;

/** Prints the tags of a stack file in a format of AWS or of documentation. */
export function printTags(target: Target, format: keyof typeof RENDERERS, context: Context): number {
  const { colors, today, write, writeError = write } = context;
  try {
    write(RENDERERS[format](tagDefinitions(load(target, today).tags)));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    writeError(colors.red(`✗ ${error.message}`));
    return 1;
  }
}

function renderDocument(document: (definitions: readonly TagDefinition[]) => object): Render {
  return (definitions) => JSON.stringify(document(definitions), undefined, 2);
}

function renderTable(definitions: readonly TagDefinition[]): string {
  const rows = definitions.map(({ key, value, allowed, pattern }) => [
    code(key),
    code(value),
    allowed?.map(code).join(", ") ?? (pattern === undefined ? "any" : `matches ${code(pattern)}`),
  ]);
  const lines = [["Tag", "Value", "Allowed values"], ["---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A vertical line, such as in a pattern, would end the cell. */
function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
