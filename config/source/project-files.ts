import * as fs from "node:fs";
import * as path from "node:path";
import { isMap, parseDocument } from "yaml";
import { ConfigError, StackFileNotFoundError } from "../diagnostics/error";
import { lockFileName } from "../fleet/inventory";
import type { InventoryText } from "./source";
import { parseStackFile, type StackFile } from "./stack-file";

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/** Names of the stacks whose files are in a project folder. */
export function stacksIn(directory: string): readonly string[] {
  return fs
    .readdirSync(directory)
    .map((file) => STACK_FILE.exec(file)?.[1])
    .filter((stack) => stack !== undefined)
    .sort();
}

export function stackFileName(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/** The stack whose file this is; throws a {@link ConfigError} for any other file. */
export function stackOf(file: string): string {
  const stack = STACK_FILE.exec(path.basename(file))?.[1];
  if (stack === undefined) throw new ConfigError(`${file}: not a stack file; those are called Pulumi.<stack>.yaml.`);
  return stack;
}

/** Reads `Pulumi.<stack>.yaml`; throws a {@link StackFileNotFoundError} that lists the existing files. */
export function readStackFile(directory: string, stack: string): StackFile {
  const fileName = stackFileName(stack);
  const file = path.join(directory, fileName);
  if (!fs.existsSync(file))
    throw new StackFileNotFoundError(fileName, directory, stacksIn(directory).map(stackFileName));
  return parseStackFile(fs.readFileSync(file, "utf8"), fileName);
}

/** The project's name, the namespace of its configuration keys. */
export function projectName(directory: string): string {
  const project = parseDocument(fs.readFileSync(path.join(directory, "Pulumi.yaml"), "utf8"));
  return isMap(project.contents) ? String(project.contents.get("name")) : "";
}

/** The inventory that a fleet's stack file names, and its lock; undefined where it does not name a CSV file. */
export function readInventoryText(directory: string, fileName: unknown): InventoryText | undefined {
  if (typeof fileName !== "string" || !fileName.endsWith(".csv")) return undefined;
  const read = (name: string): string | undefined => {
    const file = path.join(directory, name);
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true ? fs.readFileSync(file, "utf8") : undefined;
  };
  return { fileName, rows: read(fileName), lock: read(lockFileName(fileName)) };
}
