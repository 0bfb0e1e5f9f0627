import { runTool } from "../tools/terminal/tool";
import { benchPreview } from "./preview";

const USAGE = `Usage: npm run bench -- preview

preview   prod's preview against a flat program with the same resources, and against an empty one`;

runTool(async () => {
  if (process.argv[2] === "preview") return benchPreview();
  console.log(USAGE);
  return 2;
});
