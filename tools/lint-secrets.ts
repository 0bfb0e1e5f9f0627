import { spawnSync } from "node:child_process";
import path from "node:path";
import { cacheDirectory } from "./engine/cache";
import { goTool } from "./engine/go-tool";
import { GITLEAKS } from "./gitleaks/gitleaks";
import { runCommand } from "./terminal/command";
import { runTool } from "./terminal/tool";

const ROOT = path.join(__dirname, "..");

/** `npm run lint:secrets`: looks for secrets in every commit of the branch. */
async function main(): Promise<number> {
  const gitleaks = await goTool(GITLEAKS, cacheDirectory(process.env), runCommand);
  const args = [
    "git",
    "--no-banner",
    "--redact",
    "--verbose",
    "--log-opts",
    "HEAD",
    "--config",
    path.join(__dirname, "gitleaks/gitleaks.toml"),
  ];
  const { status } = spawnSync(gitleaks, [...args, ROOT], { stdio: "inherit" });
  return status ?? 1;
}

runTool(main);
