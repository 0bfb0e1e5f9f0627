import * as fs from "node:fs";
import * as path from "node:path";
import { ConfigError } from "../../config/diagnostics/error";
import type { FixCommand } from "../../config/diagnostics/finding";
import { EditError, editStackFile } from "../../config/source/edit-file";
import { parsePath } from "../../config/source/path";
import { readValue } from "../../config/source/value-text";
import type { Target } from "../terminal/target";
import type { Context } from "./context";

export type EditVerb = "set" | "rm" | "mv";

/** Changes one value of a stack file; comments, order and other lines stay as they are. Needs no engine and no `pulumi`. */
export function editFile(
  verb: EditVerb,
  { file }: Target,
  operands: readonly string[],
  { colors, write }: Context,
): number {
  try {
    const text = fs.readFileSync(file, "utf8");
    const edited = editStackFile(text, stepOf(verb, operands));
    if (edited !== text) fs.writeFileSync(file, edited);
    const [place = ""] = operands;
    write(
      edited === text
        ? colors.yellow(`! ${path.basename(file)}  nothing to change at ${place}`)
        : colors.green(`✓ ${path.basename(file)}  ${describe(verb, operands)}`),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof EditError)) throw error;
    write(colors.red(`✗ ${error.message}`));
    return 1;
  }
}

/** The step that the operands of a command describe. */
export function stepOf(verb: EditVerb, [first = "", second = ""]: readonly string[]): FixCommand {
  const path = pathOf(first);
  if (verb === "set") return { set: path, to: readValue(second, path) as string };
  return verb === "mv" ? { move: path, to: pathOf(second) } : { remove: path };
}

function pathOf(text: string): readonly (string | number)[] {
  const path = parsePath(text);
  if (path === undefined) {
    throw new EditError(`\`${text}\` is not a path of a value, such as network.zones[0] or tags["cost.center"].`);
  }
  return path;
}

/** Without the value, which may be private. */
function describe(verb: EditVerb, [first = "", second = ""]: readonly string[]): string {
  if (verb === "mv") return `${first} is now ${second}`;
  return verb === "set" ? `${first} set` : `${first} removed`;
}
