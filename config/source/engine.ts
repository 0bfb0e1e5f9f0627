import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ResourceInvokeRequest, type ResourceInvokeResponse } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PART_NAMES } from "../schema";
import { withVariables } from "./environment";
import { valueAt } from "./path";
import { readInventoryText, readStackFile, STACK_FOLDER, stackArgument, stackFileName } from "./project-files";
import { NAMESPACE } from "./keys";
import type { ConfigSource } from "./source";

/** The SDK exports this, but leaves it out of its type declarations. */
const { isConfigSecret } = pulumi.runtime as unknown as { readonly isConfigSecret: (key: string) => boolean };

/**
 * The configuration of the running stack: values from environment variables and from the engine, which has decrypted secrets
 * and merged Pulumi.yaml and Pulumi ESC environments, and positions from the stack file beside the program.
 */
export function readProgram(): ConfigSource {
  return withVariables(readValues(), process.env, PART_NAMES);
}

function readValues(): ConfigSource {
  const stack = pulumi.getStack();
  const prefix = `${NAMESPACE}:`;
  const entries = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  const directory = projectDirectory(stack);
  const known = entries.length > 0 && !fs.existsSync(path.join(directory, stackFileName(stack)));
  const values = Object.fromEntries(entries.map(([key, text]) => [key.slice(prefix.length), decode(text)]));
  const inventory = readInventoryText(directory, valueAt(values, ["fleet", "inventory"]));
  return {
    stack,
    target: stackArgument(process.env[STACK_FOLDER] ?? directory, stack),
    values,
    secretKeys: new Set(entries.filter(([key]) => isConfigSecret(key)).map(([key]) => key.slice(prefix.length))),
    sealed: [],
    file: known ? undefined : readStackFile(directory, stack),
    ...(inventory === undefined ? {} : { inventory }),
  };
}

/**
 * An output of the last update of this stack; undefined before the first update. The request is that of a stack reference,
 * but no stack reference is created: it is a resource, whose outputs would show as changed after every update.
 */
export async function readLastOutput(name: string): Promise<unknown> {
  const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name: thisStack() }, {})) as {
    readonly outputs?: Readonly<Record<string, unknown>>;
  };
  return outputs?.[name];
}

/**
 * The resources of this very stack by URN, as the last update or `pulumi refresh` left them; none before the first
 * update. A refresh changes these, but not the outputs of the stack. Values may be decrypted secrets: do not log or export them.
 *
 * The request of the SDK's own `invoke`, but without resource references: the SDK would look each one up among the
 * resources that this program has registered, and fail for those that it has not registered yet.
 */
export async function readState(): Promise<Readonly<Record<string, StateResource>>> {
  const request = new ResourceInvokeRequest();
  request.setTok("pulumi:pulumi:readStackResourceOutputs");
  request.setArgs(Struct.fromJavaScript({ stackName: thisStack() }));
  request.setAcceptresources(false);
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("the program was not started by Pulumi");
  const response = await new Promise<ResourceInvokeResponse>((resolve, reject) => {
    monitor.invoke(request, (error: Error | null, answer: ResourceInvokeResponse) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
  const { outputs } = (response.getReturn()?.toJavaScript() ?? {}) as { outputs?: Record<string, StateResource> };
  return outputs ?? {};
}

interface StateResource {
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

function thisStack(): string {
  return [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
}

export function logWarning(text: string): void {
  void pulumi.log.warn(text);
}

/** The folder of Pulumi.yaml, as the engine reports it; tests and inline programs run in it. */
function projectDirectory(stack: string): string {
  const root = pulumi.getRootDirectory();
  return root !== "" && fs.existsSync(path.join(root, stackFileName(stack))) ? root : process.cwd();
}

/** The engine passes maps and lists as JSON, and all other values as text. */
function decode(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
