import { checkStack } from "../../config";
import { stackArgument, stackOf } from "../../config/source/project-files";
import { readExtensions } from "../project/extensions";
import { readResources } from "../state/resources";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands } from "../terminal/execute";
import { type Target, thisPlace } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { diagramCommand } from "./command";
import { configDiagram } from "./config-diagram";
import type { Diagram } from "./diagram";
import { mermaid } from "./mermaid";
import { stateDiagram } from "./state-diagram";
import { svg } from "./svg";

/** `npm run diagram -- <stack>` */
const drawDiagram = bind(diagramCommand, async ({ stacks: [target], options }) => {
  const { from = "config", state, format = options.json === true ? "json" : "mermaid" } = options;
  const rehearse = from === "rehearsal" ? true : undefined;
  const diagram =
    from === "config" && state === undefined
      ? planned(target)
      : stateDiagram(await readResources(target, { state, rehearse }, thisPlace().cwd));
  const texts = {
    mermaid: () => mermaid(diagram),
    svg: () => svg(diagram, `Stack ${target.stack}`),
    json: () => JSON.stringify(diagram, undefined, 2),
  };
  console.log(texts[format]());
  return ExitCode.success;
});

function planned({ directory, file }: Target): Diagram {
  const { config } = checkStack(directory, stackOf(file), { extensions: readExtensions(directory) }).verdict;
  if (config !== undefined) return configDiagram(config);
  const stack = stackArgument(directory, stackOf(file));
  throw new ToolError(
    `The stack file has errors or encrypted values, or is not one of the platform: use --from rehearsal, or list its errors: npm run config -- validate ${stack}`,
  );
}

runCommands("diagram", [drawDiagram]);
