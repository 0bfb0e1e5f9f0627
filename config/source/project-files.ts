import * as fs from "node:fs";
import * as path from "node:path";
import { ConfigError, StackFileExtensionError, StackFileNotFoundError } from "../diagnostics/error";
import { lockFileName } from "../fleet/inventory/lock";
import { PROJECT_FILE, withProjectConfig } from "./project-config";
import type { InventoryText } from "./source";
import { parseStackFile, type StackFile } from "./stack-file";

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;
/** Pulumi reads stack files with the extension of the project file only, which is Pulumi.yaml. */
const UNREAD_STACK_FILE = /^Pulumi\.(.+)\.yml$/;

/** Names of the stacks whose files are in a project folder. */
export function stacksIn(directory: string): readonly string[] {
  return namesIn(directory, STACK_FILE);
}

/** Names of the stacks whose files have the extension `.yml`, which Pulumi does not read. */
export function unreadStacksIn(directory: string): readonly string[] {
  return namesIn(directory, UNREAD_STACK_FILE);
}

function namesIn(directory: string, form: RegExp): readonly string[] {
  return fs
    .readdirSync(directory)
    .map((file) => form.exec(file)?.[1])
    .filter((stack) => stack !== undefined)
    .sort();
}

export function stackFileName(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/** The stack whose file this is; throws a {@link ConfigError} for any other file. */
export function stackOf(file: string): string {
  const stack = (STACK_FILE.exec(path.basename(file)) ?? UNREAD_STACK_FILE.exec(path.basename(file)))?.[1];
  if (stack === undefined) throw new ConfigError(`${file}: not a stack file; those are called Pulumi.<stack>.yaml.`);
  return stack;
}

/** Reads `Pulumi.<stack>.yaml`, and the values of all stacks in Pulumi.yaml. */
export function readStackFile(directory: string, stack: string): StackFile {
  return parseInProject(readText(requireStackFile(directory, stack)), directory, stack);
}

/** Reads a text in place of the one that the stack file has. */
export function parseInProject(text: string, directory: string, stack: string): StackFile {
  const file = parseStackFile(text, stackFileName(stack));
  const project = path.join(directory, PROJECT_FILE);
  return fs.existsSync(project) ? withProjectConfig(file, readText(project)) : file;
}

/**
 * The path of `Pulumi.<stack>.yaml`; throws a {@link StackFileNotFoundError} that lists the existing files, or a
 * {@link StackFileExtensionError}.
 */
export function requireStackFile(directory: string, stack: string): string {
  const fileName = stackFileName(stack);
  const file = path.join(directory, fileName);
  const unread = `Pulumi.${stack}.yml`;
  if (fs.existsSync(path.join(directory, unread)))
    throw new StackFileExtensionError(unread, fs.existsSync(file) ? undefined : fileName);
  if (fs.existsSync(file)) return file;
  const others = fs.existsSync(directory) ? stacksIn(directory).map(stackFileName) : [];
  throw new StackFileNotFoundError(fileName, directory, others);
}

/** The text of a file in UTF-8, without its byte order mark. */
function readText(file: string): string {
  const name = path.basename(file);
  let bytes;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR")
      throw new ConfigError(`${name} is a directory, not a stack file.\n  fix       rename the directory`);
    if (code !== "EACCES" && code !== "EPERM") throw error;
    throw new ConfigError(`${name} cannot be read: permission denied.\n  fix       chmod u+r ${file}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError(`${name} is not encoded in UTF-8.\n  fix       save the file as UTF-8 in your editor`);
  }
}

/** Where `npm run` finds the stack files of the platform. */
const ROOT = path.resolve(__dirname, "../..");

/** Environment variable with the folder of the stack file for a program that runs with a copy of it. */
export const STACK_FOLDER = "GROUNDWORK_STACK_FOLDER";

/** How commands of `npm run config` name a stack file: by its stack in this folder, and by its path in any other. */
export function stackArgument(directory: string, stack: string): string {
  const file = path.resolve(directory, stackFileName(stack));
  if (path.dirname(file) === ROOT) return stack;
  const relative = path.relative(ROOT, file);
  return relative.startsWith("..") ? file : relative;
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
