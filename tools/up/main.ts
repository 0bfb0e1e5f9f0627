import { engineEnvironment, findEngine, explainMissingLanguageHost, runPulumi } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { runCommand } from "../terminal/command";
import { runTool } from "../terminal/tool";
import { isReachable } from "./preflight";
import { runUp } from "./run";

/** `npm run up -- <arguments>`: `pulumi up`, preceded by a check of the cluster's API and, on failure, followed by rollbacks. */
async function main(): Promise<number> {
  const engine = await findEngine();
  return withKubectl(runCommand, (kubectlFor) =>
    runUp(process.argv.slice(2), {
      pulumi: async (args) => {
        const exitCode = await runPulumi(engine, args);
        if (exitCode !== 0) explainMissingLanguageHost(engine, "up");
        return exitCode;
      },
      output: async (name, select) => {
        const env = engineEnvironment(engine);
        const { exitCode, stdout } = await runCommand(engine.command, ["stack", "output", name, ...select], { env });
        return exitCode === 0 ? stdout.trim() : undefined;
      },
      isReachable,
      kubectlFor,
      write: (text) => {
        console.error(text);
      },
    }),
  );
}

runTool(main);
