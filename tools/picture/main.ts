import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runCommand } from "../terminal/command";
import { runTool, ToolError } from "../terminal/tool";
import { renderPage } from "../report/render/page";
import { sampleReport, takePicture } from "./report-page";
import { renderTerminal } from "./terminal-svg";

const PROJECT_DIR = path.resolve(__dirname, "../..");
const PICTURE = "docs/rehearsal.svg";
const STACK = "dev";
/** A stack file of the tests, so that the picture does not depend on stack files that the user edits. */
const STACK_FILE = `tests/stacks/Pulumi.${STACK}.yaml`;

/** `npm run picture`: renews the pictures of the README, of a rehearsal and of a report. */
async function main(): Promise<number> {
  await drawReport();
  await drawRehearsal();
  return 0;
}

/** Renders a report of recorded previews as a page, and takes its picture in a browser. */
async function drawReport(): Promise<void> {
  const page = path.join(PROJECT_DIR, "docs/report.html");
  await writeFile(page, renderPage([sampleReport(PROJECT_DIR)]));
  await takePicture(page, path.join(PROJECT_DIR, "docs/report.png"));
  console.log("✓ docs/report.html and docs/report.png written");
}

/** Rehearses a stack, and draws what the command prints. */
async function drawRehearsal(): Promise<void> {
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
}

runTool(main);
