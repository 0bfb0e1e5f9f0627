import path from "node:path";
import { loadStackFile } from "../../config";
import { configDiagram } from "../diagram/config-diagram";
import { mermaid } from "../diagram/mermaid";
import { withGeneratedBlock } from "./generated-block";

export const ARCHITECTURE_PAGE = "docs/architecture.md";

/** An example that belongs to the project; a stack file belongs to the user. */
const EXAMPLE = path.resolve(__dirname, "../../examples/Pulumi.karpenter.yaml");

/** The diagram of an example on the page about the architecture, as `npm run diagram` draws it. */
export function renderArchitecturePage(): string {
  const diagram = configDiagram(loadStackFile(EXAMPLE));
  return withGeneratedBlock(ARCHITECTURE_PAGE, `\`\`\`mermaid\n${mermaid(diagram)}\n\`\`\``);
}
