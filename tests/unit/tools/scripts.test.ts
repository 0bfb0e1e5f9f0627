import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";

import { scripts } from "../../../package.json";

const ROOT = path.resolve(__dirname, "../../..");
const commands = Object.entries(scripts);

describe("npm scripts", () => {
  it("have only syntax that cmd.exe and POSIX shells share, and `exec`, which exec.cmd provides", () => {
    expect(commands.filter(([, script]) => /^\w+=|&& \w+=|['$`;]/.test(script))).toEqual([]);
    expect(existsSync(path.join(ROOT, "exec.cmd"))).toBe(true);
  });

  it("replace the shell by the command wherever a command may run for long", () => {
    const programs = commands.filter(([name, script]) => script.includes("node -r") && !name.startsWith("lint:"));
    expect(programs.filter(([, script]) => !script.startsWith("exec "))).toEqual([]);
  });

  it("receive SIGTERM although npm sends it to the shell", async () => {
    const program = `process.on("SIGTERM", () => process.exit(7)); setInterval(() => undefined, 1000); console.log("ready")`;
    const shell = spawn("sh", ["-c", `exec "${process.execPath}" -e '${program}'`]);
    await once(shell.stdout, "data");
    shell.kill("SIGTERM");
    expect(await once(shell, "exit")).toEqual([7, null]);
  });
});
