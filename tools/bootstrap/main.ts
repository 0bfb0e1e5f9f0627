import { engineEnvironment, explainMissingLanguageHost, findEngine, runPulumi } from "../engine";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { backendEnvironment } from "./backend";
import { bootstrapCommand } from "./command";
import { type Context, runBootstrap, runMoveState } from "./run";

/** `npm run bootstrap -- <stack>` */
const bootstrap = bind(bootstrapCommand, async ({ stacks: [stack], options, passedOn }) => {
  const engine = await findEngine();
  const environment = engineEnvironment(engine);
  const context: Context = {
    pulumi: (backend, args) =>
      runCommand(engine.command, [...args, "--non-interactive"], {
        env: backendEnvironment(backend, stack.directory, environment),
      }),
    onTerminal: async (backend, args) => {
      const exitCode = await runPulumi(engine, args, backendEnvironment(backend, stack.directory, environment));
      if (exitCode !== 0) explainMissingLanguageHost(engine, args[0]);
      return exitCode;
    },
    write: (text) => {
      console.log(text);
    },
  };
  return options["move-state"] === true
    ? runMoveState(stack, passedOn, context)
    : runBootstrap(stack, passedOn, context);
});

runCommands("bootstrap", [bootstrap]);
