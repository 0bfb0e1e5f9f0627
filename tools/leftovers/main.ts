import path from "node:path";
import { engineEnvironment, findEngine } from "../engine";
import { runCommand } from "../terminal/command";
import { runTool } from "../terminal/tool";
import { runLeftovers } from "./run";

/** `npm run leftovers -- <stack>` */
async function main(): Promise<number> {
  const engine = await findEngine();
  return runLeftovers(process.argv.slice(2), {
    directory: path.resolve(__dirname, "../.."),
    today: new Date(),
    pulumi: (args) => runCommand(engine.command, args, { env: engineEnvironment(engine) }),
    aws: (args) => runCommand("aws", args),
    write: (text) => {
      console.log(text);
    },
  });
}

runTool(main);
