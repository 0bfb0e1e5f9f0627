import { engineEnvironment, findEngine } from "../engine";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { leftoversCommand } from "./command";
import { runLeftovers } from "./run";

/** `npm run leftovers -- <stack>` */
const leftovers = bind(leftoversCommand, async ({ stacks: [stack], options: { json } }) => {
  const engine = await findEngine();
  return runLeftovers(stack, {
    today: new Date(),
    isJson: json === true,
    pulumi: (args) => runCommand(engine.command, args, { env: engineEnvironment(engine) }),
    aws: (args) => runCommand("aws", args),
    write: (text) => {
      console.log(text);
    },
  });
});

runCommands("leftovers", [leftovers]);
