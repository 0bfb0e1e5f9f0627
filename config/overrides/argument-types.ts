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

const checks = new Map<string, ArgumentCheck>();

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
  const check = checks.get(key) ?? compile(declaration.replace(/\.d\.ts$/, ""), `${className}Args`, values);
  checks.set(key, check);
  return check;
}

function compile(module: string, argsType: string, values: Readonly<Record<string, unknown>>): ArgumentCheck {
  // Beside the SDK's declarations, and never written: the compiler resolves their imports from there.
  const fileName = `${module}.overrides.ts`;
  const names = Object.keys(values);
  const lines = [
    `import type { ${argsType} as Args } from ${JSON.stringify(module)};`,
    "export declare const all: Args;",
    ...names.map(
      (name) =>
        `export const _${names.indexOf(name)}: Args[${JSON.stringify(name)}] = ${JSON.stringify(values[name])};`,
    ),
  ];
  const program = programOf(fileName, lines.join("\n"));
  const file = program.getSourceFile(fileName);
  if (file === undefined) throw new Error(`The TypeScript compiler did not read ${fileName}.`);
  const known = argumentNames(program, file);
  const faults = program.getSemanticDiagnostics(file).flatMap(({ start = 0, messageText }): ArgumentFault[] => {
    const argument = names[file.getLineAndCharacterOfPosition(start).line - 2];
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
  const read = host.getSourceFile.bind(host);
  return ts.createProgram([fileName], options, {
    ...host,
    getSourceFile: (name, target) =>
      name === fileName ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true) : read(name, target),
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
  const unwrapped = (type: string): string => type.replace(/Input<([^<>]+)>/g, "$1");
  return unwrapped(unwrapped(text.replace(/ \| (Promise|OutputInstance)<[^']*/g, "")));
}

function innermost(chain: TypeScript.DiagnosticMessageChain): TypeScript.DiagnosticMessageChain {
  const [next] = chain.next ?? [];
  return next === undefined ? chain : innermost(next);
}
