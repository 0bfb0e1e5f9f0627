import { findEngine } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { UsageError } from "../terminal/tool";
import { destroyCommand } from "./command";
import { destroyContext } from "./context";
import { runDestroy } from "./run";

/** `npm run destroy -- <stack>` */
const destroy = bind(destroyCommand, async ({ stacks: [stack], options }) => {
  if (options["non-interactive"] === true && options.yes !== true) {
    throw new UsageError("The option --non-interactive needs --yes, because the command cannot ask for confirmation.");
  }
  const engine = await findEngine();
  return withKubectl(runCommand, (kubectlFor) => runDestroy(stack, options, destroyContext(stack, engine, kubectlFor)));
});

runCommands("destroy", [destroy]);
