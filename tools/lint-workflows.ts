import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { ACTIONLINT } from "./actionlint/actionlint";
import { cacheDirectory } from "./engine/cache";
import { goTool } from "./engine/go-tool";
import { runCommand } from "./terminal/command";
import { runTool } from "./terminal/tool";

const WORKFLOWS = path.join(__dirname, "..", ".github", "workflows");

/** `npm run lint:workflows`: actionlint over every workflow file. */
async function main(): Promise<number> {
  const actionlint = await goTool(ACTIONLINT, cacheDirectory(process.env), runCommand);
  const files = readdirSync(WORKFLOWS).map((file) => path.join(WORKFLOWS, file));
  // shellcheck and pyflakes are run where they happen to be installed: off, so that every machine gives one verdict.
  const { status } = spawnSync(actionlint, ["-shellcheck=", "-pyflakes=", ...files], { stdio: "inherit" });
  return status ?? 1;
}

runTool(main);
