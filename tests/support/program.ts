import * as pulumi from "@pulumi/pulumi";

import type { World } from "../../sandbox/world";
import { record, type Recording } from "./record";
import { type EntryProgram, PLATFORM, readStackFile, TODAY } from "./stack-files";

/** All timers and clocks except the date. */
const CLOCKS = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

/** What an entry program exports: Pulumi calls it, and takes what it returns for the stack's outputs. */
type Program = () => Promise<Record<string, unknown>>;

/**
 * Calls the real `index.ts`, or another entry program, with a stack file through the mocks, and returns what it
 * registered. The result is what it exports.
 *
 * @param edit changes a copy of the stack file's config first
 */
export async function recordProgram(
  stack: string,
  options: {
    readonly preview?: boolean;
    readonly edit?: (config: Record<string, unknown>) => void;
    readonly program?: EntryProgram;
    /** What exists already, such as a VPC; an empty world by default. */
    readonly world?: World;
  } = {},
): Promise<Recording<Record<string, unknown>>> {
  jest.useFakeTimers({ now: TODAY, doNotFake: [...CLOCKS] });
  const { entry, directory } = options.program ?? PLATFORM;
  const config = structuredClone(readStackFile(stack, directory).config) as Record<string, unknown>;
  options.edit?.(config);
  pulumi.runtime.setAllConfig(asEngineDoes(config));
  // Examples have warnings on purpose; what they say is tested with config.
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which entry program is data
  return record(() => inFolder(directory, () => (require(entry) as Program)()), {
    ...(options.preview === undefined ? {} : { preview: options.preview }),
    ...(options.world === undefined ? {} : { world: options.world }),
    stack,
    scope: scopeOf(config),
  });
}

/** What a program reads beside its config lies in the folder of Pulumi.yaml, where the engine starts it. */
async function inFolder<T>(directory: string, run: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(directory);
  try {
    return await run();
  } finally {
    process.chdir(before);
  }
}

const recordings = new Map<string, ReturnType<typeof recordProgram>>();

/** What the program registers with a stack file as it is, evaluated once for all tests of a file. */
export function programOf(stack: string): ReturnType<typeof recordProgram> {
  const recording = recordings.get(stack) ?? recordProgram(stack);
  recordings.set(stack, recording);
  return recording;
}

/** The engine hands objects to the program as JSON text. */
function asEngineDoes(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function scopeOf(config: Readonly<Record<string, unknown>>): {
  region: string;
  accountId: string;
  defaultTags: Record<string, string>;
} {
  const { region, accountId } = config["groundwork:aws"] as { region: string; accountId: string };
  return { region, accountId, defaultTags: {} };
}
