import path from "node:path";

import ts from "typescript";

import { allPages } from "../support/markdown";
import { PROJECT_DIR } from "../support/stack-files";

/** Snippets of TypeScript. Each begins with a comment that names its file. */
const SNIPPETS = allPages()
  .flatMap(({ snippets }) => snippets)
  .filter(({ language }) => language === "ts")
  .map(({ place, text }) => ({ place, text, file: path.join(PROJECT_DIR, /^\/\/ (\S+\.ts)\n/.exec(text)?.[1] ?? "") }));

function typeErrors(file: string, text: string): readonly string[] {
  const { config } = ts.readConfigFile(path.join(PROJECT_DIR, "tsconfig.json"), (name) => ts.sys.readFile(name)) as {
    readonly config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT_DIR);
  const host = ts.createCompilerHost(options);
  host.readFile = (name) => (path.resolve(name) === file ? text : ts.sys.readFile(name));
  const program = ts.createProgram([file], options, host);
  const diagnostics = [
    ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ];
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

it.each(SNIPPETS)(
  "the types of the snippet are correct: $place",
  ({ file, text }) => {
    // The error that is added shows that the compiler checks the text.
    const errors = typeErrors(file, `${text}\nexport const wrong: string = 1;`);
    expect(errors).toEqual(["Type 'number' is not assignable to type 'string'."]);
  },
  120_000,
);
