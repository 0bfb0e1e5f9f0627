import { readdirSync } from "node:fs";
import path from "node:path";

import { scripts } from "../../../package.json";
import { COMMANDS } from "../../../tools/commands";
import type { Declaration } from "../../../tools/terminal/declaration";
import { bind, execute } from "../../../tools/terminal/execute";
import { usageLine } from "../../../tools/terminal/help";
import type { Target } from "../../../tools/terminal/target";
import { runTool } from "../../../tools/terminal/tool";
import { PROJECT_DIR, STACKS_DIR } from "../../support/stack-files";

const EXAMPLES = path.join(PROJECT_DIR, "examples");

interface Call {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
  /** The stacks that the command received; undefined if it did not run. */
  readonly stacks: readonly Target[] | undefined;
}

/** Calls a command from the folder examples/, with the stacks of the tests: those of the project belong to its user. */
function call(declaration: Declaration, ...args: readonly string[]): Call {
  const [script = "", ...subcommand] = declaration.name.split(" ");
  const [out, error]: [string[], string[]] = [[], []];
  let stacks: readonly Target[] | undefined;
  const command = bind(declaration, (invocation) => {
    ({ stacks } = invocation);
    return 0;
  });
  const exitCode = execute(script, [command], [...subcommand, ...args], {
    place: { root: STACKS_DIR, cwd: EXAMPLES },
    write: (text) => out.push(text),
    writeError: (text) => error.push(text),
    columns: 100,
  });
  return { exitCode, out: out.join("\n"), error: error.join("\n"), stacks };
}

const EXAMPLE_STACKS = COMMANDS.filter(({ stacks }) => stacks !== "none");
const operandsOf = ({ operands = [] }: Declaration): readonly string[] => operands.map(() => "operand");

describe.each(COMMANDS.map((declaration) => ({ name: declaration.name, declaration })))(
  "npm run $name",
  ({ declaration }) => {
    it("has an npm script", () => {
      expect(scripts).toHaveProperty(declaration.name.split(" ")[0] ?? "");
    });

    it("prints its options, examples and exit codes for --help, and exits with 0", () => {
      const { exitCode, out, stacks } = call(declaration, "--help");
      expect({ exitCode, stacks }).toEqual({ exitCode: 0, stacks: undefined });
      expect(out).toContain(`Usage: ${usageLine(declaration)}\n`);
      for (const name of Object.keys(declaration.options)) expect(out).toContain(`--${name}`);
      for (const title of ["Options", "Examples", "Exit codes"]) expect(out).toContain(`\n${title}\n`);
      expect(out.slice(out.indexOf("\nExamples\n"))).not.toMatch(/ --$/m);
      expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
    });

    it("prints JSON with --json, or says in its help why it does not", () => {
      const { options, noJson, examples } = declaration;
      expect("json" in options).toBe(noJson === undefined);
      const [example = ""] = examples;
      if (noJson === undefined) {
        const args = example.replaceAll("examples/", "").split(" ").filter(Boolean);
        expect(call(declaration, ...args, "--json").exitCode).toBe(0);
      } else {
        expect(call(declaration, "--help").out.replaceAll(/\s+/g, " ")).toContain(noJson);
      }
    });

    it("accepts its examples, which refer to files of the repository", () => {
      const fromExamples = declaration.examples.map((example) =>
        example.replaceAll("examples/", "").replaceAll(/\bbootstrap\//g, "../bootstrap/"),
      );
      const failed = fromExamples.filter(
        (example) => call(declaration, ...example.split(" ").filter(Boolean)).exitCode !== 0,
      );
      expect(failed).toEqual([]);
    });

    if (declaration.passesOnTo === undefined) {
      it("exits with 2 for an unknown option", () => {
        const { exitCode, error, stacks } = call(declaration, "--hlep");
        expect({ exitCode, stacks }).toEqual({ exitCode: 2, stacks: undefined });
        expect(error).toMatch(/^Unknown option: --hlep\. Did you mean --help\?\n\nUsage: /);
      });
    } else {
      it("states where Pulumi's options are listed", () => {
        expect(call(declaration, "--help").out).toContain(`npm run pulumi -- ${declaration.passesOnTo ?? ""} --help`);
      });
    }
  },
);

describe.each(EXAMPLE_STACKS.map((declaration) => ({ name: declaration.name, declaration })))(
  "the stack of npm run $name",
  ({ declaration }) => {
    const operands = operandsOf(declaration);

    it("is the same as argument and as --stack", () => {
      const [one] = call(declaration, "dev", ...operands).stacks ?? [];
      expect(one?.file).toBe(path.join(STACKS_DIR, "Pulumi.dev.yaml"));
      expect(call(declaration, "--stack", "dev", ...operands).stacks).toEqual([one]);
      expect(call(declaration, ...operands, "-s", "dev").stacks).toEqual([one]);
    });

    it("is a file relative to the user's folder", () => {
      const [one] = call(declaration, "Pulumi.minimal.yaml", ...operands).stacks ?? [];
      expect(one).toEqual({ stack: "minimal", directory: EXAMPLES, file: path.join(EXAMPLES, "Pulumi.minimal.yaml") });
    });

    it("is not known: the nearest name and the command that creates it", () => {
      const { exitCode, error, stacks } = call(declaration, "dve", ...operands);
      expect({ exitCode, stacks }).toEqual({ exitCode: 2, stacks: undefined });
      expect(error).toContain("Did you mean dev?");
      expect(error).toContain("npm run config -- new dve");
    });
  },
);

describe("a process", () => {
  it("ends with 1 and one sentence when its command throws an unexpected error", async () => {
    const printed = jest.spyOn(console, "error").mockImplementation();
    const { exitCode } = process;
    runTool(() => Promise.reject(new TypeError("x is not a function")));
    await new Promise(setImmediate);
    expect(process.exitCode).toBe(1);
    expect(printed.mock.calls.join()).toMatch(
      /^Unexpected error: x is not a function\nTo print its stack trace, [^\n]*$/,
    );
    process.exitCode = exitCode;
    printed.mockRestore();
  });
});

describe("docs/commands", () => {
  it("has a page for each command, and no other page", () => {
    const pages = COMMANDS.map(({ name }) => `${name.replaceAll(" ", "-")}.md`);
    expect(readdirSync(path.join(PROJECT_DIR, "docs/commands")).sort()).toEqual(pages.sort());
  });
});
