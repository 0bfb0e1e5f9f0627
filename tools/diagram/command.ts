import { declareCommand } from "../terminal/declaration";

export const SOURCES = ["config", "state", "rehearsal"] as const;
export const FORMATS = ["mermaid", "svg", "json"] as const;

export const diagramCommand = declareCommand({
  name: "diagram",
  summary:
    "Draws what a stack has, by tier of the network and by component: as Mermaid, which GitHub and GitLab draw in Markdown, or as an SVG image. By default, it draws what the stack file determines. From a state or a rehearsal, it draws every type of resource, and an arrow from each component to those that use it; an SVG image has no arrows.",
  needs: "nothing; with --from rehearsal the Pulumi CLI or Go, with --from state also access to the backend",
  stacks: "one",
  options: {
    from: { value: "source", choices: SOURCES, text: "config, state or rehearsal. Default: config." },
    state: {
      value: "file",
      text: "Draw a file that `npm run -s pulumi -- stack export` wrote. Needs no credentials.",
    },
    format: { value: "format", choices: FORMATS, text: "mermaid, svg or json. Default: mermaid." },
    json: { text: "The same as --format json." },
  },
  examples: ["dev", "prod --format svg", "dev --from rehearsal"],
  exitCodes: { 1: "The stack file has errors, or the state cannot be read." },
});
