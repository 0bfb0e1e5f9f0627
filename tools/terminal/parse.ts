import { parseArgs } from "node:util";
import { suggest } from "../../domain/suggest";
import type { Declaration, OptionDeclaration, Options, StackCount, Values } from "./declaration";
import { type Place, type Target, targetOf } from "./target";
import { UsageError } from "./tool";

/** The arguments of a command. */
export interface Invocation<O extends Options, Count extends StackCount> {
  readonly stacks: Count extends "one" ? readonly [Target] : readonly Target[];
  readonly operands: readonly string[];
  readonly options: Values<O>;
  /** Arguments for Pulumi, in their order. */
  readonly passedOn: readonly string[];
}

const STACK_OPTION: OptionDeclaration = { value: "stack|file", short: "s", text: "The same as the argument." };
const HELP_OPTION: OptionDeclaration = { short: "h", text: "Print this text." };

/** The options of a command, with those that several commands have. */
export function allOptions({ stacks, options }: Declaration): Options {
  return { ...(stacks === "none" ? {} : { stack: STACK_OPTION }), ...options, help: HELP_OPTION };
}

/** Reads the arguments of a command. Throws a {@link UsageError}, or a ConfigError for a stack without a file. */
export function parse<O extends Options, Count extends StackCount>(
  declaration: Declaration<O, Count>,
  args: readonly string[],
  place: Place,
): Invocation<O, Count> {
  const { positionals, values, passedOn } = split(declaration, args);
  const { stacks, operands } = assign(declaration, positionals, values["stack"] ?? []);
  const options = Object.keys(declaration.options).map((name) => [name, values[name]?.at(-1)]);
  return {
    // `assign` accepts exactly one stack where the command is declared with one.
    stacks: stacks.map((stack) => targetOf(stack, place)) as readonly Target[] as Invocation<O, Count>["stacks"],
    operands,
    options: Object.fromEntries(options) as Values<O>,
    passedOn,
  };
}

interface Split {
  readonly positionals: readonly string[];
  /** Values of each option, in the order of the command line. */
  readonly values: Readonly<Record<string, readonly (string | true)[]>>;
  readonly passedOn: readonly string[];
}

/**
 * Separates options from other arguments. A command that passes arguments on cannot tell which options of Pulumi have a value,
 * so its stack is the first argument, or the value of `--stack`.
 */
function split(declaration: Declaration, args: readonly string[]): Split {
  const options = allOptions(declaration);
  const passesOn = declaration.passesOnTo !== undefined;
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options: nodeOptions(options) });
  const positionals: string[] = [];
  const values: Record<string, (string | true)[]> = {};
  const passedOn = new Map<number, string>();
  for (const token of tokens) {
    const { index } = token;
    if (token.kind === "option-terminator") {
      if (passesOn) passedOn.set(index, "--");
    } else if (token.kind === "positional") {
      if (passesOn && index > 0) passedOn.set(index, token.value);
      else positionals.push(token.value);
    } else if (Object.hasOwn(options, token.name)) {
      (values[token.name] ??= []).push(valueOf(token, options[token.name]));
    } else if (passesOn && !["cwd", "C"].includes(token.name)) {
      passedOn.set(index, args[index] ?? "");
    } else {
      throw new UsageError(unknownOption(token.rawName, Object.keys(options), passesOn));
    }
  }
  return { positionals, values, passedOn: [...passedOn.values()] };
}

function nodeOptions(options: Options): Record<string, { type: "string" | "boolean"; short?: string }> {
  const entries = Object.entries(options).map(([name, { value, short }]) => {
    const type: "string" | "boolean" = value === undefined ? "boolean" : "string";
    return [name, short === undefined ? { type } : { type, short }] as const;
  });
  return Object.fromEntries(entries);
}

function valueOf(
  token: { readonly rawName: string; readonly value?: string | undefined; readonly inlineValue?: boolean | undefined },
  { value: valueName, choices = [] }: OptionDeclaration = HELP_OPTION,
): string | true {
  const { rawName, value, inlineValue } = token;
  if (valueName === undefined) {
    if (value !== undefined) throw new UsageError(`The option ${rawName} has no value.`);
    return true;
  }
  if (value === undefined || value === "" || (inlineValue !== true && value.startsWith("-"))) {
    throw new UsageError(`The option ${rawName} needs a value: ${rawName} <${valueName}>`);
  }
  if (choices.length > 0 && !choices.includes(value)) {
    throw new UsageError(`The option ${rawName} accepts ${choices.join(" or ")}, and no other value: ${value}`);
  }
  return value;
}

function unknownOption(option: string, known: readonly string[], passesOn: boolean): string {
  if (passesOn) return `The option ${option} is not accepted. Pass the path of the stack file instead.`;
  return `Unknown option: ${option}.${didYouMean(option.replace(/^-+/, ""), known, "--")}`;
}

/** A question that begins with a space, or nothing if no known name is similar. */
export function didYouMean(typed: string, known: readonly string[], prefix = ""): string {
  const nearest = suggest(typed, known);
  return nearest === undefined ? "" : ` Did you mean ${prefix}${nearest}?`;
}

/** Divides the arguments into stacks and operands. */
function assign(
  { stacks: count, operands: declared = [] }: Declaration,
  positionals: readonly string[],
  named: readonly (string | true)[],
): { readonly stacks: readonly string[]; readonly operands: readonly string[] } {
  const stacks = named.filter((value) => value !== true);
  const operands = [...positionals];
  if (count === "several" || count === "all") stacks.push(...operands.splice(0));
  else if (count !== "none" && stacks.length === 0) stacks.push(...operands.splice(0, 1));

  if (stacks.length === 0 && (count === "one" || count === "several")) throw new UsageError("The stack is missing.");
  if (stacks.length > 1 && (count === "one" || count === "selected")) {
    throw new UsageError(`The command accepts one stack only: ${stacks.join(", ")}`);
  }
  const missing = declared.slice(operands.length).find(({ isOptional = false }) => !isOptional);
  if (missing !== undefined) throw new UsageError(`The argument <${missing.name}> is missing.`);
  const [unexpected] = operands.slice(declared.length);
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument: ${unexpected}`);
  return { stacks, operands };
}
