import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { ACTIONLINT } from "./actionlint/actionlint";
import { cacheDirectory } from "./engine/cache";
import { goTool } from "./engine/go-tool";
import { runCommand } from "./terminal/command";
import { runTool } from "./terminal/tool";

const WORKFLOWS = path.join(__dirname, "..", ".github", "workflows");

/** `npm run lint:workflows`: runs actionlint on every workflow file. */
async function main(): Promise<number> {
  const actionlint = await goTool(ACTIONLINT, cacheDirectory(process.env), runCommand);
  const files = readdirSync(WORKFLOWS).map((file) => path.join(WORKFLOWS, file));
  // actionlint also runs shellcheck and pyflakes if they are installed. They are disabled so that results do not depend
  // on the machine.
  const { status } = spawnSync(actionlint, ["-shellcheck=", "-pyflakes=", ...files], { stdio: "inherit" });
  return status ?? 1;
}

runTool(main);
