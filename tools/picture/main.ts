import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runCommand } from "../terminal/command";
import { runTool, ToolError } from "../terminal/tool";
import { renderTerminal } from "./terminal-svg";

const PROJECT_DIR = path.resolve(__dirname, "../..");
const PICTURE = "docs/rehearsal.svg";
const STACK = "dev";
/** A stack file of the tests, so that the picture does not depend on stack files that the user edits. */
const STACK_FILE = `tests/stacks/Pulumi.${STACK}.yaml`;

/** `npm run picture`: rehearses a stack and draws what the command prints, for the README. */
async function main(): Promise<number> {
  const command = ["run", "--silent", "rehearse", "--", STACK_FILE];
  const { exitCode, stdout, stderr } = await runCommand("npm", command, {
    cwd: PROJECT_DIR,
    env: { ...process.env, FORCE_COLOR: "1" },
    onErrorLine: console.error,
  });
  if (exitCode !== 0) throw new ToolError(`The rehearsal failed, so ${PICTURE} is unchanged.\n${stdout}${stderr}`);
  const prompt = `$ npm run rehearse -- ${STACK}`;
  const svg = renderTerminal(`A rehearsal of the stack ${STACK}`, `${prompt}\n${stdout}`);
  await writeFile(path.join(PROJECT_DIR, PICTURE), svg);
  console.log(`✓ ${PICTURE} written`);
  return 0;
}

runTool(main);
