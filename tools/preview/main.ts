import { readPolicyFiles } from "../../policy/files";
import { explainMissingLanguageHost, findEngine, runPulumi } from "../engine";
import { policyOptions } from "../policy";
import { stackWords } from "../state/describe";
import { warningOf } from "../state/guard";
import { inspect, inspectContext } from "../state/interruption";
import { bind, runCommands } from "../terminal/execute";
import { selection } from "../terminal/target";
import { previewCommand } from "./command";

/** `npm run preview -- <stack>` */
const preview = bind(previewCommand, async ({ stacks, passedOn }) => {
  await readPolicyFiles();
  const engine = await findEngine();
  const [target] = stacks;
  // Pulumi's preview reads neither the locks nor the operations that an interrupted update left.
  const inspecting = inspect(target, inspectContext(engine)).then((inspection) =>
    warningOf(inspection, stackWords(target)),
  );
  const previewing = runPulumi(engine, [
    "preview",
    ...stacks.flatMap(selection),
    ...policyOptions(passedOn),
    ...passedOn,
  ]);
  const [warning, exitCode] = await Promise.all([inspecting, previewing]);
  if (warning !== undefined) console.error(`\n${warning}`);
  if (exitCode !== 0) explainMissingLanguageHost(engine, "preview");
  return exitCode;
});

runCommands("preview", [preview]);
