import { COMMON_EXIT_CODES, type Declaration, type OptionDeclaration } from "./declaration";
import { allOptions } from "./parse";
import { plainTable } from "./table";

const STACK_TEXT = "Name of a stack, or path of its stack file (`Pulumi.<stack>.yaml`).";

/** Before the reason why a command does not print JSON. */
export const NO_JSON = "There is no --json.";

/** `npm run rehearse -- <stack|file>… [options]` */
export function usageLine(declaration: Declaration): string {
  const { stacks, operands = [], passesOnTo } = declaration;
  return [
    call(declaration.name),
    ...(stacks === "none" ? [] : [stackSyntax(declaration)]),
    ...operands.map(({ name, isOptional = false }) => (isOptional ? `[<${name}>]` : `<${name}>`)),
    ...(stacks === "none" && Object.keys(declaration.options).length === 0 ? [] : ["[options]"]),
    ...(passesOnTo === undefined ? [] : [`[options of pulumi ${passesOnTo}]`]),
  ].join(" ");
}

/** `npm run config -- show`, `npm run rehearse --` */
export function call(name: string): string {
  const [script = "", ...subcommand] = name.split(" ");
  return ["npm run", script, "--", ...subcommand].join(" ");
}

/** A call with arguments, without a `--` that no argument follows. */
export function exampleCall({ name }: Declaration, example: string): string {
  return `${call(name)} ${example}`.trimEnd().replace(/ --$/, "");
}

/** The text of `--help`. */
export function renderHelp(declaration: Declaration, columns: number): string {
  const { summary, noJson, passesOnTo, examples } = declaration;
  const table = (rows: readonly (readonly [string, string])[]): string => renderRows(rows, columns);
  return [
    `Usage: ${usageLine(declaration)}`,
    wrap(summary, columns),
    ...section("Arguments", table(argumentRows(declaration))),
    ...section("Options", table(optionRows(declaration))),
    ...(noJson === undefined ? [] : [wrap(`${NO_JSON} ${noJson}`, columns)]),
    ...(passesOnTo === undefined
      ? []
      : [
          `All other options are passed on to \`pulumi ${passesOnTo}\`. To list them:\n  npm run pulumi -- ${passesOnTo} --help`,
        ]),
    ...section("Examples", examples.map((example) => `  ${exampleCall(declaration, example)}`).join("\n")),
    ...section("Exit codes", table(Object.entries({ ...COMMON_EXIT_CODES, ...declaration.exitCodes }))),
  ].join("\n\n");
}

/** The text of `--help` of a script with sub-commands. */
export function renderOverview(script: string, declarations: readonly Declaration[], columns: number): string {
  return [
    `Usage: ${call(script)} <command>`,
    ...section(
      "Commands",
      renderRows(
        declarations.map((each) => [usageLine(each).slice(`${call(script)} `.length), each.summary]),
        columns,
      ),
    ),
    `${call(script)} <command> --help explains a command.`,
  ].join("\n\n");
}

export function argumentRows(declaration: Declaration): readonly (readonly [string, string])[] {
  const { stacks, operands = [] } = declaration;
  const omitted =
    stacks === "all"
      ? " Default: every stack file of the repository."
      : stacks === "selected"
        ? " It comes first. Default: the stack that `pulumi stack select` selected."
        : "";
  return [
    ...(stacks === "none" ? [] : [[stackSyntax(declaration), STACK_TEXT + omitted] as const]),
    ...operands.map(({ name, text }) => [`<${name}>`, text] as const),
  ];
}

export function optionRows(declaration: Declaration): readonly (readonly [string, string])[] {
  return Object.entries(allOptions(declaration)).map(([name, option]) => [optionSyntax(name, option), option.text]);
}

function optionSyntax(name: string, { short, value }: OptionDeclaration): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` <${value}>`}`;
}

function stackSyntax({ stacks }: Declaration): string {
  if (stacks === "several") return "<stack|file>…";
  if (stacks === "all") return "[<stack|file>…]";
  return stacks === "selected" ? "[<stack|file>]" : "<stack|file>";
}

function section(title: string, body: string): readonly string[] {
  return body === "" ? [] : [`${title}\n${body}`];
}

function renderRows(rows: readonly (readonly [string, string])[], columns: number): string {
  if (rows.length === 0) return "";
  const PADDING = 2;
  const left = Math.min(Math.max(...rows.map(([name]) => name.length)), Math.floor(columns / 2)) + PADDING;
  return trimLines(plainTable(rows, { colWidths: [left, columns - left], wordWrap: true }));
}

function wrap(text: string, columns: number): string {
  const lines = plainTable([[text]], { colWidths: [columns], wordWrap: true });
  return trimLines(lines).replace(/^ {2}/gm, "");
}

function trimLines(text: string): string {
  return text.replace(/ +$/gm, "");
}
