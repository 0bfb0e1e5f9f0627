import path from "node:path";

import { declareCommand } from "../../../tools/terminal/declaration";
import { type BoundCommand, bind, execute } from "../../../tools/terminal/execute";
import { parse } from "../../../tools/terminal/parse";
import { selection } from "../../../tools/terminal/target";
import { describeError, ToolError } from "../../../tools/terminal/tool";

const ROOT = path.resolve(__dirname, "../../..");
const EXAMPLES = path.join(ROOT, "examples");
const PLACE = { root: ROOT, cwd: EXAMPLES };

const several = declareCommand({
  name: "several",
  summary: "Reads stacks.",
  needs: "nothing",
  stacks: "several",
  options: {
    where: { value: "place", choices: ["here", "there"], text: "Place." },
    fast: { short: "f", text: "Fast." },
  },
  examples: ["dev"],
});
const one = declareCommand({ ...several, name: "one", stacks: "one", operands: [{ name: "key", text: "A key." }] });
const passing = declareCommand({ ...several, name: "passing", stacks: "selected", options: {}, passesOnTo: "up" });

const names = (stacks: readonly { readonly stack: string }[]): string[] => stacks.map(({ stack }) => stack);

describe("stacks on the command line", () => {
  it.each([
    ["names", ["dev", "prod"]],
    ["options", ["--stack", "dev", "--stack=prod"]],
    ["short options", ["-s", "dev", "-s", "prod"]],
    ["names after an option", ["-f", "dev", "prod"]],
  ])("are accepted as %s", (_, args) => {
    expect(names(parse(several, args, PLACE).stacks)).toEqual(["dev", "prod"]);
  });

  it("are files in the repository by name, and relative to the user's folder by path", () => {
    const { stacks } = parse(several, ["dev", "Pulumi.minimal.yaml", "../Pulumi.dev.yaml"], PLACE);
    expect(stacks).toEqual([
      { stack: "dev", directory: ROOT, file: path.join(ROOT, "Pulumi.dev.yaml") },
      { stack: "minimal", directory: EXAMPLES, file: path.join(EXAMPLES, "Pulumi.minimal.yaml") },
      { stack: "dev", directory: ROOT, file: path.join(ROOT, "Pulumi.dev.yaml") },
    ]);
    expect(stacks.slice(0, 2).map(selection)).toEqual([
      ["--stack", "dev"],
      ["--stack", "minimal", "--cwd", EXAMPLES],
    ]);
  });

  it("are files relative to the repository, as reports name them, if the user's folder has no such file", () => {
    expect(parse(several, ["examples/Pulumi.minimal.yaml"], PLACE).stacks[0]?.directory).toBe(EXAMPLES);
  });

  it("may contain organization and project, as Pulumi Cloud names stacks", () => {
    const { stacks } = parse(several, ["acme/groundwork/dev"], PLACE);
    expect(stacks).toEqual([
      { stack: "acme/groundwork/dev", directory: ROOT, file: path.join(ROOT, "Pulumi.dev.yaml") },
    ]);
  });

  it("leave the next arguments to the command", () => {
    expect(parse(one, ["dev", "network.nat"], PLACE)).toMatchObject({ operands: ["network.nat"] });
    expect(parse(one, ["network.nat", "--stack", "dev"], PLACE)).toMatchObject({ operands: ["network.nat"] });
  });
});

describe("options on the command line", () => {
  it("have their value, or undefined if they are omitted", () => {
    expect(parse(several, ["dev", "--where", "here"], PLACE).options).toEqual({ where: "here", fast: undefined });
    expect(parse(several, ["dev", "-f"], PLACE).options).toEqual({ where: undefined, fast: true });
  });

  it("are passed on in their order where Pulumi reads them", () => {
    const args = ["dev", "--message", "two words", "--diff", "-y", "--target=x", "--", "rest"];
    expect(parse(passing, args, PLACE)).toMatchObject({ stacks: [{ stack: "dev" }], passedOn: args.slice(1) });
    expect(parse(passing, ["--diff", "--stack", "dev", "-m", "dev"], PLACE)).toMatchObject({
      stacks: [{ stack: "dev" }],
      passedOn: ["--diff", "-m", "dev"],
    });
    expect(parse(passing, [], PLACE)).toMatchObject({ stacks: [], passedOn: [] });
  });
});

function call(
  command: BoundCommand<number>,
  args: readonly string[],
): { exitCode: number; out: string; error: string } {
  const [out, error]: [string[], string[]] = [[], []];
  const terminal = { write: (text: string) => out.push(text), writeError: (text: string) => error.push(text) };
  const exitCode = execute(command.declaration.name, [command], args, { ...terminal, place: PLACE, columns: 80 });
  return { exitCode, out: out.join("\n"), error: error.join("\n") };
}

describe("invalid arguments", () => {
  it.each([
    [["--wher", "here", "dev"], "Unknown option: --wher. Did you mean --where?"],
    [["-x", "dev"], "Unknown option: -x."],
    [["dev", "--where"], "The option --where needs a value: --where <place>"],
    [["--stack", "--fast"], "The option --stack needs a value: --stack <stack|file>"],
    [["dev", "--where", "nowhere"], "The option --where accepts here or there, and no other value: nowhere"],
    [["dev", "--fast=yes"], "The option --fast has no value."],
    [[], "The stack is missing."],
  ])("%j print the reason and the usage, and exit with 2", (args, reason) => {
    const { exitCode, out, error } = call(
      bind(several, () => 0),
      args,
    );
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(error).toBe(
      `${reason}\n\nUsage: npm run several -- <stack|file>… [options]\nTo explain the arguments: npm run several -- --help`,
    );
  });

  it.each([
    [["dev"], "The argument <key> is missing."],
    [["dev", "key", "more"], "Unexpected argument: more"],
    [["key", "-s", "dev", "-s", "prod"], "The command accepts one stack only: dev, prod"],
  ])("%j of a command for one stack exit with 2", (args, reason) => {
    expect(
      call(
        bind(one, () => 0),
        args,
      ),
    ).toMatchObject({ exitCode: 2, error: expect.stringContaining(reason) as string });
  });

  it("of Pulumi's option --cwd name the replacement", () => {
    expect(
      call(
        bind(passing, () => 0),
        ["-C", "examples"],
      ).error,
    ).toContain("Pass the path of the stack file instead.");
  });

  it.each([
    ["dve", "Did you mean dev?"],
    ["Pulumi.minimum.yaml", "Did you mean minimal?"],
    ["nowhere/Pulumi.dev.yaml", "npm run config -- new dev"],
    ["package.yaml", "not a stack file"],
  ])("name the remedy for the unknown stack %s, and exit with 2", (stack, remedy) => {
    const { exitCode, error } = call(
      bind(several, () => 0),
      [stack],
    );
    expect(exitCode).toBe(2);
    expect(error).toContain(remedy);
  });
});

describe("an error of a command", () => {
  it("shows only the message of an error that the user can fix", () => {
    expect(describeError(new ToolError("The file is missing."), "")).toBe("The file is missing.");
  });

  it("shows any other error in one sentence, and its stack trace only for debugging", () => {
    const error = new TypeError("x is not a function");
    expect(describeError(error, "")).toBe(
      "Unexpected error: x is not a function\n" +
        "To print its stack trace, set the environment variable DEBUG to 1 and run the command again.",
    );
    expect(describeError(error, "1")).toContain("    at ");
  });

  it("in the code of the command is not a usage error", () => {
    const failing = bind(several, (): number => {
      throw new ToolError("It failed.");
    });
    expect(() => call(failing, ["dev"])).toThrow("It failed.");
  });
});
