import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { loadStackFile } from "../../config";
import { startSandbox } from "../../sandbox";
import { automationCommand, findEngine } from "../../tools/engine";
import { initialWorld } from "../../tools/rehearse/initial-world";
import { freshProgram, readProject } from "../../tools/rehearse/program";
import { Stage } from "../../tools/rehearse/stage";
import { ToolError, runTool } from "../../tools/terminal/tool";
import { writeReleasedStack } from "../support/releases";

const PROJECT_DIR = path.resolve(__dirname, "../..");

/**
 * `npm run test:record-release -- <release> <stack file>…`: creates each stack in the simulated cloud with this program,
 * and keeps its state under tests/releases/<release>/. Run it on the commit of a release, once.
 */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [release, ...files] = positionals;
  if (release === undefined || files.length === 0) {
    console.log("Usage: npm run test:record-release -- <release> <stack file>...");
    return 2;
  }
  const engine = await automationCommand(await findEngine());
  for (const file of files) {
    const directory = path.dirname(path.resolve(PROJECT_DIR, file));
    const stack = /^Pulumi\.(.+)\.yaml$/.exec(path.basename(file))?.[1];
    if (stack === undefined) throw new ToolError(`${file} is not a stack file`);
    const config = loadStackFile(path.resolve(PROJECT_DIR, file));
    const sandbox = await startSandbox({ accountId: config.aws.accountId, world: initialWorld(config) });
    const program = freshProgram(readProject(directory).programDir);
    const stage = await Stage.create({ stack, projectDir: directory, engine, sandbox, program });
    try {
      const { succeeded, errors } = await stage.up();
      if (!succeeded) throw new ToolError(`${file} could not be created:\n${errors.join("\n")}`);
      writeReleasedStack(release, stack, {
        stackFile: readFileSync(path.resolve(PROJECT_DIR, file), "utf8"),
        deployment: await stage.exportState(),
        objects: sandbox.world.objects,
      });
      console.log(`Recorded ${stack} of release ${release}.`);
    } finally {
      sandbox.stop();
      await stage.dispose();
    }
  }
  return 0;
}

runTool(main);
