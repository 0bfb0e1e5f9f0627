import * as fs from "node:fs";
import * as path from "node:path";
import { ConfigError, FLEET_PROJECT, type Problem } from "../../config";
import type { FindingCode } from "../../config/diagnostics/codes";
import { type FixCommand, pathsOf } from "../../config/diagnostics/finding";
import { formatProblem } from "../../config/diagnostics/format";
import { EditError, editStackFile } from "../../config/source/edit-file";
import { NAMESPACE } from "../../config/source/keys";
import { formatPath, parsePath, touches } from "../../config/source/path";
import { PROJECT_FILE } from "../../config/source/project-config";
import { readStackFile, stackArgument, stackOf } from "../../config/source/project-files";
import { isInProject } from "../../config/source/stack-file";
import { expiryDay } from "../../domain/expiry/expiry";
import { isBrokenJson, readValue } from "../../config/source/value-text";
import { readProject } from "../rehearse/program";
import type { Target } from "../terminal/target";
import { checkFile } from "./check-file";
import type { Context } from "./context";
import { paintIn } from "./validate";

export type EditVerb = "set" | "rm" | "mv";

/** A key that nothing reads is a mistake, whereas a value may become valid by the next command. */
const KEY_CODES: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "schema/unknown-key",
  "schema/renamed-key",
  "schema/misspelt-key",
  "schema/misplaced-key",
  "schema/invalid-key",
]);

/**
 * Changes one value of a stack file; comments, order and other lines stay as they are. Needs no engine and no `pulumi`.
 * Refuses to write a key that the schema lacks, and counts the problems of the file that it has written.
 */
export function editFile(verb: EditVerb, target: Target, operands: readonly string[], context: Context): number {
  const { colors, write } = context;
  const { file } = target;
  const fileName = path.basename(file);
  try {
    const text = fs.readFileSync(file, "utf8");
    const step = stepOf(verb, operands, context.today);
    const edited = editStackFile(text, step);
    refuseProjectKey(step, target);
    if (edited === text) {
      write(colors.yellow(`! ${fileName}  nothing to change at ${operands[0] ?? ""}`));
      return 0;
    }
    const { problems } = checkFile(target.directory, stackOf(file), context.today, edited).verdict;
    const written = { set: operands[0], mv: operands[1], rm: undefined }[verb];
    const unread = written === undefined ? undefined : problems.find((problem) => isUnreadKey(problem, verb, written));
    if (unread !== undefined) {
      // Position, value and fix are those of a text that is not written.
      const refused = { ...unread, position: undefined, found: undefined, fix: [] };
      write(`${colors.red("✗")} ${formatProblem(fileName, refused, paintIn(context))}\n  The file is unchanged.`);
      return 1;
    }
    fs.writeFileSync(file, edited);
    write(colors.green(`✓ ${fileName}  ${describe(verb, operands)}`));
    if (problems.length > 0) write(colors.yellow(`! ${countOf(problems, target)}`));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof EditError)) throw error;
    write(colors.red(`✗ ${error.message}`));
    // A report on a text that is not written.
    if (error instanceof ConfigError) write("  The file is unchanged.");
    return 1;
  }
}

/** A part of a value in the stack file would replace the whole value of Pulumi.yaml. */
function refuseProjectKey(step: FixCommand, { directory, file }: Target): void {
  const stackFile = readStackFile(directory, stackOf(file));
  const [key] = pathsOf(step).find((each) => isInProject(each, stackFile) && ("move" in step || each.length > 1)) ?? [];
  if (key === undefined) return;
  throw new EditError(
    `\`${key}\` is in ${PROJECT_FILE}, and the stack file would replace its whole value. Change ${PROJECT_FILE}, or set the whole value of \`${key}\` in the stack file. The file is unchanged.`,
  );
}

/**
 * Whether the problem is about a key of the path that was written, or about a key below it. A map that is moved to its new
 * part may contain old names of keys: their commands need the new path.
 */
function isUnreadKey({ code, path: place }: Problem, verb: EditVerb, written: string): boolean {
  const key = parsePath(place);
  const at = pathOf(written.replace(`${NAMESPACE}:`, ""));
  if (verb === "mv" && code === "schema/renamed-key" && key !== undefined && key.length > at.length) return false;
  return KEY_CODES.has(code) && key !== undefined && touches(at, key);
}

function countOf({ length }: readonly Problem[], { directory, file }: Target): string {
  const stack = stackArgument(directory, stackOf(file));
  const check = readProject(directory).name === FLEET_PROJECT ? "fleet -- check" : "config -- validate";
  return `${path.basename(file)} has ${length === 1 ? "1 problem" : `${length} problems`}. To list them: npm run ${check} ${stack}`;
}

/** The step that the operands of a command describe. */
export function stepOf(verb: EditVerb, [first = "", second = ""]: readonly string[], today = new Date()): FixCommand {
  const path = pathOf(first);
  if (verb === "set" && isBrokenJson(second, path)) {
    throw new EditError(
      `The value begins like a list, a map or text in quotes, but is not JSON. In JSON, keys and text are in double quotes, also in a list: '["text"]'. Text that begins with such a character is in two kinds of quotes: '"[text"'. The file is unchanged.`,
    );
  }
  // A duration in the file would mean another day in each run.
  const day = verb === "set" && formatPath(path) === "expiry" ? expiryDay(second, today) : undefined;
  if (day !== undefined) return { set: path, to: day };
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
