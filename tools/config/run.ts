import { parseArgs } from "node:util";
import { addons } from "./addons";
import type { Context } from "./context";
import { editFile, type EditVerb } from "./edit";
import { writeSchema } from "./schema";
import { show } from "./show";
import { validate } from "./validate";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run config -- <command>

  validate [stack...]   Check stack files, by default all of them. A stack is given by its name or its file.
  show <stack>          Print the complete configuration of a stack file, with defaults and without secrets, and its
                        monthly costs.
  set <stack> <path> <value>
                        Set one value of a stack file. Text, numbers and booleans are written as they are, lists and maps
                        as JSON: set dev network.zones '["a", "b"]'. Values that begin with a hyphen follow --.
  rm <stack> <path>     Remove one value.
  mv <stack> <path> <path>
                        Rename a key.
  schema [--check]      Write the JSON Schemas for editors and the pages in docs/reference. With --check, only check that
                        they are up to date.
  addons <version> [file]
                        Compare the add-on versions in this repository for a Kubernetes version with the default versions
                        of AWS. The file, or standard input, contains the JSON output of
                        aws eks describe-addon-versions --kubernetes-version <version>.`;

const OPERANDS: Readonly<Record<EditVerb, string>> = { set: "a path and a value", rm: "a path", mv: "two paths" };

/** Runs one command and returns its exit code: 0 for success, 1 for problems, 2 for invalid arguments. */
export function runConfig(args: readonly string[], context: Context): number {
  const usageError = (reason: string): number => {
    context.write(`${reason}\n\n${USAGE}`);
    return USAGE_ERROR;
  };
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: { check: { type: "boolean" } }, allowPositionals: true });
  } catch (error) {
    return usageError(error instanceof Error ? error.message : String(error));
  }
  const [command, ...stacks] = parsed.positionals;
  const [stack, ...others] = stacks;
  const { check = false } = parsed.values;
  if (check && command !== "schema") return usageError("The option --check is valid for the command schema only.");
  switch (command) {
    case "validate":
      return validate(stacks, context);
    case "show":
      return stack === undefined || others.length > 0
        ? usageError("The command show needs exactly one stack.")
        : show(stack, context);
    case "set":
    case "rm":
    case "mv": {
      const [target, ...operands] = stacks;
      return target === undefined || operands.length !== (command === "rm" ? 1 : 2)
        ? usageError(`The command ${command} needs a stack and ${OPERANDS[command]}.`)
        : editFile(command, target, operands, context);
    }
    case "schema":
      return stack === undefined
        ? writeSchema(check, context)
        : usageError("The command schema does not accept a stack.");
    case "addons":
      return stack === undefined || others.length > 1
        ? usageError("The command addons needs a Kubernetes version, and accepts one file.")
        : addons(stack, others[0], context);
    case undefined:
      return usageError("The command is missing.");
    default:
      return usageError(`Unknown command: ${command}`);
  }
}
