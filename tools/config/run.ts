import { parseArgs } from "node:util";
import { addons } from "./addons";
import type { Context } from "./context";
import { writeSchema } from "./schema";
import { show } from "./show";
import { validate } from "./validate";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run config -- <command>

  validate [stack...]   check stack files, all of them by default; a stack is its name or its file
  show <stack>          print the configuration that a stack file stands for (defaults filled, secrets masked) and its bill
  schema [--check]      write the JSON schemas for editors, docs/reference/config.md and docs/reference/errors.md; with
                        --check only report whether they are up to date
  addons <version> [file]
                        compare the add-on versions locked for a Kubernetes version with those that AWS recommends, by
                        the JSON of aws eks describe-addon-versions --kubernetes-version <version>, of a file or piped in`;

/** Runs one command and returns its exit code: 0 good, 1 something is wrong, 2 not understood. */
export function runConfig(args: readonly string[], context: Context): number {
  const misunderstood = (reason: string): number => {
    context.write(`${reason}\n\n${USAGE}`);
    return USAGE_ERROR;
  };
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: { check: { type: "boolean" } }, allowPositionals: true });
  } catch (error) {
    return misunderstood(error instanceof Error ? error.message : String(error));
  }
  const [command, ...stacks] = parsed.positionals;
  const [stack, ...others] = stacks;
  const { check = false } = parsed.values;
  if (check && command !== "schema") return misunderstood("--check belongs to the command schema.");
  switch (command) {
    case "validate":
      return validate(stacks, context);
    case "show":
      return stack === undefined || others.length > 0 ? misunderstood("show takes one stack.") : show(stack, context);
    case "schema":
      return stack === undefined
        ? writeSchema(check, context)
        : misunderstood("schema takes no stack: one schema fits all.");
    case "addons":
      return stack === undefined || others.length > 1
        ? misunderstood("addons takes a Kubernetes version, and a file if nothing is piped in.")
        : addons(stack, others[0], context);
    case undefined:
      return misunderstood("No command.");
    default:
      return misunderstood(`Unknown command: ${command}`);
  }
}
