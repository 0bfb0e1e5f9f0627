import { CONTROLS } from "../../domain/controls/catalogue";
import { readPolicyFiles } from "../../policy/files";
import { cacheDirectory } from "../engine/cache";
import { readResources } from "../state/resources";
import { runCommand } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands, thisTerminal } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { scan } from "./checkov/checkov";
import { unexplainedRemarks } from "./checkov/remarks";
import { controlsCommand } from "./command";
import { evidenceOf } from "./evidence";
import { outcomeOf } from "./outcomes";
import { render } from "./render";
import { circumstancesOf } from "./circumstances";
import { subjectsOf } from "./subjects";

/** `npm run controls -- <stack>` */
const controls = bind(controlsCommand, async ({ stacks: [target], options }) => {
  const { format = options.json === true ? "json" : "table", framework = "", verdict } = options;
  const { rules, waivers } = await readPolicyFiles();
  const { environment, circumstances } = circumstancesOf(target, waivers, new Date());
  const state = await readResources(target, options, thisPlace().cwd);
  const subjects = subjectsOf(state);
  const outcomes = new Map(rules.map((rule) => [rule.name, outcomeOf(rule, subjects, circumstances)]));
  const all = evidenceOf(CONTROLS, environment, subjects, outcomes);
  const chosen = all.filter(
    (each) =>
      each.framework.toLowerCase().includes(framework.toLowerCase()) &&
      (verdict === undefined || each.verdict === verdict),
  );
  console.log(render(target.stack, chosen, all, format, thisTerminal().columns));
  const isFailing = all.some((each) => each.verdict === "failing");
  if (options.scan !== true) return isFailing ? ExitCode.failure : ExitCode.success;

  const { remarks, passed } = await scan(state, cacheDirectory(process.env), runCommand);
  const unexplained = unexplainedRemarks(remarks, CONTROLS, all);
  console.error(
    `Checkov: ${passed} checks passed, ${remarks.length} remarks, ${unexplained.length} without an explanation.`,
  );
  for (const { check, title, resource } of unexplained) console.error(`  ${check} ${resource}: ${title}`);
  return isFailing || unexplained.length > 0 ? ExitCode.failure : ExitCode.success;
});

runCommands("controls", [controls]);
