import { stackArgument, stackOf } from "../../config/source/project-files";
import type { Bill } from "../../domain/cost/bill";
import { billOf } from "../bill/bill-of";
import { type AnyConfig, checkFile } from "../config/check-file";
import { readResources } from "../state/resources";
import { runCommand } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands } from "../terminal/execute";
import { type Target, thisPlace } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";
import { inventoryCommand, refuseWithHosts } from "./command";
import { hostsOf } from "./hosts";
import { inventory, matches } from "./inventory";
import { hostListing, inventoryListing } from "./listings";
import { renderListing } from "./render";

/** `npm run inventory -- <stack>` */
const listInventory = bind(inventoryCommand, async ({ stacks: [target], options }) => {
  const { hosts, format = options.json === true ? "json" : "table" } = options;
  if (hosts === true) refuseWithHosts(options);
  const today = new Date();
  const config = configOf(target, today);
  if (hosts === true) {
    if (config === undefined || !("cluster" in config)) {
      throw new UsageError("The stack has no cluster, or its stack file has errors or encrypted values.");
    }
    const found = await hostsOf(config.platformName, config.aws.region, (args) => runCommand("aws", args));
    console.log(renderListing(hostListing(found), format));
    return ExitCode.success;
  }
  const bill: Bill | undefined = config && billOf(config, today);
  if (bill === undefined) console.error("Prices are unknown, because the stack file has errors or encrypted values.");
  const rows = inventory(await readResources(target, options, thisPlace().cwd), bill?.fixed ?? []);
  const shown = rows.filter((row) => matches(row, options));
  console.log(renderListing(inventoryListing(shown, rows.length, bill), format));
  return ExitCode.success;
});

/** The configuration; undefined where only the engine can read it. A file with errors is reported. */
function configOf({ directory, file }: Target, today: Date): AnyConfig | undefined {
  const { problems, config } = checkFile(directory, stackOf(file), today).verdict;
  if (problems.length === 0) return config;
  const stack = stackArgument(directory, stackOf(file));
  throw new ToolError(`The stack file has errors. To list them: npm run config -- validate ${stack}`);
}

runCommands("inventory", [listInventory]);
