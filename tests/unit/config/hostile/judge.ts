import { contains, networkForm, parseCidr } from "../../../../domain/network/cidr";
import { AWS_API_CALLERS } from "../../../../domain/cluster/aws-api-callers";
import { check } from "../../../../config/check/check";
import { formatProblems } from "../../../../config/diagnostics/format";
import { partSchema, type JsonSchema } from "../../../../config/schema/json-schema";
import { isContainer, type Path, valueAt } from "../../../../config/source/path";
import type { Problem } from "../../../../config/diagnostics/problem";
import type { PlatformConfig } from "../../../../config";
import { PART_NAMES } from "../../../../config/schema";
import { type ConfigSource, sourceAfter } from "../../../../config/source/source";
import { SEALED } from "../../../../config/source/stack-file";
import { TODAY } from "../fixtures";
import { isEditCommand, readCommand, runOnConfig } from "../commands";
import { CANARY } from "./mutations";

const MOST_ROUNDS = 3;
/** Of the processor, since other tests run at the same time; a check takes some milliseconds. */
const MOST_MILLISECONDS = 1000;

/** https://www.rfc-editor.org/rfc/rfc5737 and https://www.rfc-editor.org/rfc/rfc3849 */
const DOCUMENTATION_ADDRESS = /\b(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+|\b2001:0?db8:/i;

const PREFIX = "groundwork:";

/** What a file comes to when the commands of its reports are run, again and again. */
interface Outcome {
  /** Undefined when what is left to do is said in words. */
  readonly config: PlatformConfig | undefined;
  readonly values: ConfigSource["values"];
  readonly rounds: number;
}

/** Throws if something that is true of every stack file is not true of this one. */
export function judge(source: ConfigSource, stack: string): Outcome {
  let current = source;
  for (let rounds = 0; rounds <= MOST_ROUNDS; rounds += 1) {
    const started = process.cpuUsage();
    const { problems, warnings, config } = check(current, TODAY);
    const milliseconds = process.cpuUsage(started).user / 1000;
    if (milliseconds > MOST_MILLISECONDS) throw new Error(`the check took ${Math.round(milliseconds)} ms`);
    const output = formatProblems(`Pulumi.${stack}.yaml`, [...problems, ...warnings]);
    if (output.includes(CANARY)) throw new Error(`a secret is shown:\n${output}`);
    const written = JSON.stringify(source.values);
    const commands = commandsOf([...problems, ...warnings]);
    for (const command of commands) judgeCommand(command, written, current);
    const next = commandsOf(problems);
    if (next.length === 0) return { config, values: current.values, rounds };
    if (rounds === MOST_ROUNDS) throw new Error(`still commands after ${MOST_ROUNDS} rounds:\n${output}`);
    current = next.reduce(afterCommand, current);
  }
  throw new Error("unreachable");
}

/** The commands of a report from the top to the bottom. */
function commandsOf(problems: readonly Problem[]): string[] {
  return problems.slice(0, 50).flatMap(({ fix }) => fix.filter(isEditCommand));
}

function judgeCommand(command: string, written: string, { values }: ConfigSource): void {
  const step = readCommand(command);
  if (!("set" in step)) return;
  const old = valueAt(values, step.set);
  for (const value of [step.to].flat()) {
    if (typeof value !== "string" || isDerived(value, written) || isBlockOf(value, old)) continue;
    if (DOCUMENTATION_ADDRESS.test(value) && !DOCUMENTATION_ADDRESS.test(JSON.stringify(old))) {
      throw new Error(`a documentation address in ${command}`);
    }
    if (SAMPLES.has(value)) throw new Error(`an example of the schema in ${command}`);
  }
}

/** Whether a value follows from the file: a block in one of its blocks, or other text of which it has every word. */
function isDerived(value: string, written: string): boolean {
  if (parseCidr(value) === undefined)
    return value
      .toLowerCase()
      .split(/\W+/)
      .every((word) => written.toLowerCase().includes(word));
  const blocks = written.match(/\d+\.\d+\.\d+\.\d+\/\d+/g) ?? [];
  return blocks.some((block) => parseCidr(block) !== undefined && contains(block, value));
}

/** Whether a block is the one in which an address lies: `10.0.0.0/16` for `10.0.3.7/16`, `10.0.3.7/32` for `10.0.3.7`. */
function isBlockOf(block: string, address: unknown): boolean {
  if (typeof address !== "string") return false;
  if (block === `${address}/32`) return true;
  const [parsedBlock, parsedAddress] = [parseCidr(block), parseCidr(address)];
  return parsedBlock !== undefined && parsedAddress !== undefined && networkForm(parsedAddress) === block;
}

/** The file after a command. */
function afterCommand(source: ConfigSource, command: string): ConfigSource {
  const { file } = source;
  const others = Object.entries(file?.values ?? {}).filter(([key]) => !key.startsWith(PREFIX));
  const ours = Object.entries(source.values).map(([key, value]) => [`${PREFIX}${key}`, value] as const);
  let changed: Readonly<Record<string, unknown>>;
  try {
    changed = runOnConfig(command, Object.fromEntries([...others, ...ours]));
  } catch (error) {
    throw new Error(`${command} fails: ${error instanceof Error ? error.message : String(error)}`);
  }
  const own = Object.entries(changed).filter(([key]) => key.startsWith(PREFIX));
  const values = Object.fromEntries(own.map(([key, value]) => [key.slice(PREFIX.length), value]));
  const sealed = source.sealed.length === 0 ? [] : sealedIn(values, []);
  const misread = sourceAfter(source, [readCommand(command)])?.file?.misread ?? [];
  return { ...source, values, sealed, file: file && { ...file, values: changed, misread } };
}

function sealedIn(value: unknown, at: Path): Path[] {
  if (value === SEALED) return [at];
  if (!isContainer(value)) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) => sealedIn(item, [...at, isList ? Number(key) : key]));
}

/**
 * Examples that rules propose with a reason: addresses for pods (RFC 6598), a Kubernetes version in support, the names that
 * every cluster resolves, and the services that add-ons call.
 */
const PROPOSED: ReadonlySet<string> = new Set([
  ...["100.64.0.0/16", "1.35", "*.amazonaws.com", "*.api.aws", "*.internal"],
  ...[...AWS_API_CALLERS.values()].flatMap(({ services }) => services),
]);

/** Values that stand in the schema as examples only. What is a default or a word of a list may be proposed. */
const SAMPLES: ReadonlySet<string> = samples();

function samples(): Set<string> {
  const [examples, usual] = [new Set<string>(), new Set<string>()];
  const visit = (schema: JsonSchema): void => {
    for (const text of textsIn(schema.examples)) examples.add(text);
    for (const text of [...textsIn(schema.default), ...textsIn(schema.enum)]) usual.add(text);
    const { properties = {}, additionalProperties, items, propertyNames } = schema;
    const below = [...Object.values(properties), additionalProperties, items, propertyNames];
    for (const inner of below) if (typeof inner === "object") visit(inner);
  };
  for (const part of PART_NAMES) visit(partSchema(part));
  const proposed = [...usual].join("\n");
  return new Set([...examples].filter((text) => !proposed.includes(text) && !PROPOSED.has(text)));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return isContainer(value) ? Object.values(value).flatMap(textsIn) : [];
}
