import { declareCommand, ExitCode } from "../terminal/declaration";

export const recoverCommand = declareCommand({
  name: "recover",
  summary:
    "Resolves what an interrupted update left in the state of a stack: looks each object up at AWS, and imports it, deletes it or removes the operation from the state, as you choose. Lists earlier versions of a state that is lost or corrupt. Before it changes the state, it saves a copy.",
  needs: "Pulumi CLI; AWS CLI and credentials for lookups",
  stacks: "one",
  options: {
    "non-interactive": { text: "Ask nothing, and change nothing: print the commands." },
  },
  noJson: "It asks what to do with each operation; `npm run doctor -- <stack> --json` lists the operations.",
  examples: ["dev", "prod --non-interactive"],
  exitCodes: {
    [ExitCode.success]: "No interrupted update is left.",
    [ExitCode.failure]: "The state cannot be read, the stack is locked, or a command failed.",
    [ExitCode.remainder]: "Operations are left.",
  },
});
