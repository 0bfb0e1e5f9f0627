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

/** The export of an entry program: Pulumi calls it, and its result is the stack's outputs. */
type Program = () => Promise<Record<string, unknown>>;

/**
 * Calls the real `index.ts`, or another entry program, with a stack file through the mocks, and returns the registered
 * resources. The result of the recording is the stack's outputs.
 *
 * @param edit changes a copy of the stack file's config first
 */
export async function recordProgram(
  stack: string,
  options: {
    readonly preview?: boolean;
    readonly edit?: (config: Record<string, unknown>) => void;
    readonly program?: EntryProgram;
    /** Objects that exist before, such as a VPC. Default: an empty world. */
    readonly world?: World;
  } = {},
): Promise<Recording<Record<string, unknown>>> {
  jest.useFakeTimers({ now: TODAY, doNotFake: [...CLOCKS] });
  const { entry, directory } = options.program ?? PLATFORM;
  const config = structuredClone(readStackFile(stack, directory).config) as Record<string, unknown>;
  options.edit?.(config);
  pulumi.runtime.setAllConfig(asEngineDoes(config));
  // Examples have warnings on purpose; tests of config check their texts.
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the entry program is a variable
  return record(() => inFolder(directory, () => (require(entry) as Program)()), {
    ...(options.preview === undefined ? {} : { preview: options.preview }),
    ...(options.world === undefined ? {} : { world: options.world }),
    stack,
    scope: scopeOf(config),
  });
}

/** The engine starts a program in the folder of Pulumi.yaml, and relative paths of other files start there. */
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

/** The recording of the program with an unedited stack file, run once for all tests of a file. */
export function programOf(stack: string): ReturnType<typeof recordProgram> {
  const recording = recordings.get(stack) ?? recordProgram(stack);
  recordings.set(stack, recording);
  return recording;
}

/** The engine passes objects to the program as JSON text. */
export function asEngineDoes(config: Readonly<Record<string, unknown>>): Record<string, string> {
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
