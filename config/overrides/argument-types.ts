import { existsSync } from "node:fs";
import path from "node:path";
import type * as TypeScript from "typescript";

/** A value that does not fit the type of its argument. */
export interface ArgumentFault {
  readonly argument: string;
  /** The compiler's message; undefined where the type has no argument of this name. */
  readonly message: string | undefined;
}

export interface ArgumentCheck {
  /** Every argument of the type. */
  readonly known: readonly string[];
  readonly faults: readonly ArgumentFault[];
}

/** Loaded on the first use: it takes longer to load than everything else that a preview needs. */
function typescript(): typeof TypeScript {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it in every run
  return require("typescript") as typeof TypeScript;
}

/** The SDK's declarations, parsed once for all types. */
const declarations = new Map<string, TypeScript.SourceFile | undefined>();

const checks = new Map<string, ArgumentCheck | undefined>();

/**
 * Compares arguments with the type that the AWS provider's SDK declares for them, by the TypeScript compiler. It takes
 * seconds, so the result is kept; a stack without overrides never calls it.
 *
 * @param type token such as `aws:eks/nodeGroup:NodeGroup`
 * @returns undefined when the SDK has no such type
 */
export function checkArguments(type: string, values: Readonly<Record<string, unknown>>): ArgumentCheck | undefined {
  const [, modulePath = "", className = ""] = /^aws:([^:]+):(.+)$/.exec(type) ?? [];
  const declaration = path.join(path.dirname(require.resolve("@pulumi/aws/package.json")), `${modulePath}.d.ts`);
  if (modulePath === "" || !existsSync(declaration)) return undefined;
  const key = JSON.stringify([type, values]);
  if (!checks.has(key)) checks.set(key, compile(declaration.replace(/\.d\.ts$/, ""), className, values));
  return checks.get(key);
}

/** The SDK's types without Pulumi's Input, and with optional keys at every depth: values are merged over those of the platform. */
const PREAMBLE = [
  'import type { Unwrap } from "@pulumi/pulumi";',
  "type Merged<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Merged<T[K]> } : T;",
  "export declare const all: Args;",
];

function compile(
  module: string,
  className: string,
  values: Readonly<Record<string, unknown>>,
): ArgumentCheck | undefined {
  // Beside the SDK's declarations, and never written: the compiler resolves their imports from there.
  const fileName = `${module}.overrides.ts`;
  const names = Object.keys(values);
  const lines = [
    // A resource has both a class and a type of its arguments; other exports of the SDK lack one.
    `import type { ${className} as Resource, ${className}Args as Args } from ${JSON.stringify(module)};`,
    ...PREAMBLE,
    ...names.map((name, index) => {
      const type = `Merged<Unwrap<Args[${JSON.stringify(name)}]>>`;
      return `export const _${index}: ${type} = ${JSON.stringify(values[name])};`;
    }),
    "export type Checked = Resource;",
  ];
  const program = programOf(fileName, lines.join("\n"));
  const file = program.getSourceFile(fileName);
  if (file === undefined) throw new Error(`The TypeScript compiler did not read ${fileName}.`);
  const errors = program.getSemanticDiagnostics(file).map(({ start = 0, messageText }) => {
    return { line: file.getLineAndCharacterOfPosition(start).line, messageText };
  });
  if (errors.some(({ line }) => line === 0)) return undefined;
  const known = argumentNames(program, file);
  const faults = errors.flatMap(({ line, messageText }): ArgumentFault[] => {
    const argument = names[line - 1 - PREAMBLE.length];
    if (argument === undefined) return [];
    return [{ argument, message: known.includes(argument) ? sentence(messageText) : undefined }];
  });
  return {
    known,
    faults: faults.filter(({ argument }, index) => faults.findIndex((one) => one.argument === argument) === index),
  };
}

function programOf(fileName: string, text: string): TypeScript.Program {
  const ts = typescript();
  const options: TypeScript.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const read = (name: string, target: TypeScript.ScriptTarget): TypeScript.SourceFile | undefined => {
    if (!declarations.has(name)) declarations.set(name, host.getSourceFile(name, target));
    return declarations.get(name);
  };
  return ts.createProgram([fileName], options, {
    ...host,
    getSourceFile: (name) =>
      name === fileName
        ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
        : read(name, ts.ScriptTarget.ES2022),
  });
}

/** Properties of the type of the first declaration. */
function argumentNames(program: TypeScript.Program, file: TypeScript.SourceFile): readonly string[] {
  const statement = file.statements.find(typescript().isVariableStatement);
  const declaration = statement?.declarationList.declarations[0];
  if (declaration === undefined) return [];
  const checker = program.getTypeChecker();
  return checker.getPropertiesOfType(checker.getTypeAtLocation(declaration)).map(({ name }) => name);
}

/** The innermost message, with the plain type instead of Pulumi's Input type. */
function sentence(message: string | TypeScript.DiagnosticMessageChain): string {
  const text = typeof message === "string" ? message : innermost(message).messageText;
  const plain = text.replace(/ \| (Promise|OutputInstance)<[^']*/g, "");
  // From the innermost type outwards: Unwrap<Input<Input<string>[]>>.
  return [1, 2, 3].reduce((type) => type.replace(/(?:Input|Unwrap)<([^<>]+)>/g, "$1"), plain);
}

function innermost(chain: TypeScript.DiagnosticMessageChain): TypeScript.DiagnosticMessageChain {
  const [next] = chain.next ?? [];
  return next === undefined ? chain : innermost(next);
}
