import { runTool } from "../tools/terminal/tool";
import { benchConfig } from "./config";
import { benchFleet } from "./fleet";
import { benchPreview } from "./preview";

const USAGE = `Usage: npm run bench -- <what>

preview              prod with all add-ons against a flat program with the same resources, and against an empty one
config               the check of stack files with many errors against ones with a quarter, and \`config validate\`
fleet [1000 [5000]]  a fleet of buckets against the same resources without components, and against a larger fleet`;

runTool(async () => {
  const [what, small = "1000", large = "5000"] = process.argv.slice(2);
  if (what === "preview") return benchPreview();
  if (what === "config") return benchConfig();
  if (what === "fleet") return benchFleet(Number(small), Number(large));
  console.log(USAGE);
  return 2;
});
