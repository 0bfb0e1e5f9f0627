import { readPolicyFiles } from "../../policy/files";
import { explainMissingLanguageHost, findEngine, runPulumi } from "../engine";
import { policyOptions } from "../policy";
import { bind, runCommands } from "../terminal/execute";
import { selection } from "../terminal/target";
import { previewCommand } from "./command";

/** `npm run preview -- <stack>` */
const preview = bind(previewCommand, async ({ stacks, passedOn }) => {
  await readPolicyFiles();
  const engine = await findEngine();
  const exitCode = await runPulumi(engine, [
    "preview",
    ...stacks.flatMap(selection),
    ...policyOptions(passedOn),
    ...passedOn,
  ]);
  if (exitCode !== 0) explainMissingLanguageHost(engine, "preview");
  return exitCode;
});

runCommands("preview", [preview]);
