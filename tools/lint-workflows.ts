import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { ACTIONLINT } from "./actionlint/actionlint";
import { cacheDirectory } from "./engine/cache";
import { goTool } from "./engine/go-tool";
import { pythonWith } from "./engine/python-tool";
import { runCommand } from "./terminal/command";
import { runTool } from "./terminal/tool";
import { ZIZMOR, ZIZMOR_CONFIG } from "./zizmor/zizmor";

const GITHUB = path.join(__dirname, "..", ".github");
const WORKFLOWS = path.join(GITHUB, "workflows");

/** `npm run lint:workflows`: runs actionlint on every workflow file, and zizmor on these and on the actions. */
async function main(): Promise<number> {
  const cache = cacheDirectory(process.env);
  const actionlint = await goTool(ACTIONLINT, cache, runCommand);
  const zizmor = path.join(path.dirname(await pythonWith(ZIZMOR, cache, runCommand)), ZIZMOR.name);
  const files = readdirSync(WORKFLOWS).map((file) => path.join(WORKFLOWS, file));
  // actionlint also runs shellcheck and pyflakes if they are installed. They are disabled so that results do not depend
  // on the machine. For the same reason, zizmor asks GitHub nothing.
  const linters: readonly (readonly [string, readonly string[]])[] = [
    [actionlint, ["-shellcheck=", "-pyflakes=", ...files]],
    [zizmor, ["--offline", "--quiet", "--config", ZIZMOR_CONFIG, GITHUB]],
  ];
  const results = linters.map(([command, args]) => spawnSync(command, args, { stdio: "inherit" }).status);
  return results.every((status) => status === 0) ? 0 : 1;
}

runTool(main);
