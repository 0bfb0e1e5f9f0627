import { existsSync } from "node:fs";
import path from "node:path";

import { NAMESPACE } from "../../config/source/keys";
import { readStackFile, stackFileName } from "../../config/source/project-files";
import type { Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { type Project, readProject } from "./program";

const ROOT = path.resolve(__dirname, "../..");

/** A stack file of any project. */
export interface StackOfProject {
  readonly name: string;
  readonly directory: string;
  readonly project: Project;
}

/** The key by which an application names the stack of the platform whose outputs it reads. */
export function platformKey({ name }: Project): string {
  return `${name}:platform`;
}

/** The name of a platform's stack in the backend of a rehearsal, which has one organization. */
export function referenceTo({ name, project }: Pick<StackOfProject, "name" | "project">): string {
  return `organization/${project.name}/${name}`;
}

/** The name of the platform's stack in the stack file of an application; undefined for other stacks. */
export function platformReference({ name, directory, project }: StackOfProject): string | undefined {
  if (project.name === NAMESPACE) return undefined;
  const reference = readStackFile(directory, name).values[platformKey(project)];
  return typeof reference === "string" ? reference : undefined;
}

/**
 * The stack of the platform that a stack of an application names, such as `organization/groundwork/dev`; undefined for
 * other stacks. Its file is in the nearest folder above the application with that project, or else in this repository.
 */
export function platformStackOf(stack: StackOfProject): Target | undefined {
  const reference = platformReference(stack);
  if (reference === undefined) return undefined;
  const { name, directory, project } = stack;
  const [platform = "", projectName = ""] = reference.split("/").reverse();
  const file = stackFileName(platform);
  const found = [...foldersAbove(directory), ROOT].find(
    (folder) =>
      [file, "Pulumi.yaml"].every((each) => existsSync(path.join(folder, each))) &&
      readProject(folder).name === projectName,
  );
  if (found !== undefined) return { stack: platform, directory: found, file: path.join(found, file) };
  throw new ToolError(
    `${stackFileName(name)}: \`${platformKey(project)}\` names the stack ${reference}, which the rehearsal would create first. ` +
      `${file} of the project ${projectName} is neither in a folder above ${directory} nor in ${ROOT}.`,
  );
}

function foldersAbove(directory: string): readonly string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [] : [parent, ...foldersAbove(parent)];
}
