import * as fs from "node:fs";
import * as path from "node:path";
import { isMap, parseDocument } from "yaml";
import { StackFileNotFoundError } from "./error";
import { parseStackFile, type StackFile } from "./stack-file";

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/** Names of the stacks that a project folder has files of. */
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

/** Reads `Pulumi.<stack>.yaml`; throws a {@link StackFileNotFoundError} that lists the files that are there. */
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
