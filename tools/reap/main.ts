import { engineEnvironment, findEngine } from "../engine";
import { destroyContext } from "../destroy/context";
import { withKubectl } from "../kubectl/kubectl";
import { PROJECT_DIR } from "../rehearse/load";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { UsageError } from "../terminal/tool";
import { reapCommand } from "./command";
import { runReap } from "./run";

/** `npm run reap` */
const reap = bind(reapCommand, async ({ options: { yes: isConfirmed = false, json: isJson = false } }) => {
  if (isConfirmed && isJson) throw new UsageError("--json only lists the stacks: omit --yes.");
  const engine = await findEngine();
  return withKubectl(runCommand, (kubectlFor) =>
    runReap(
      { isConfirmed, isJson },
      {
        today: new Date(),
        directory: PROJECT_DIR,
        pulumi: (args) => runCommand(engine.command, args, { env: engineEnvironment(engine) }),
        aws: (args) => runCommand("aws", args),
        destroyContext: (stack) => destroyContext(stack, engine, kubectlFor),
        write: (text) => {
          console.log(text);
        },
      },
    ),
  );
});

runCommands("reap", [reap]);
