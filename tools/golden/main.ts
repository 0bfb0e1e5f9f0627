import { spawnSync } from "node:child_process";
import path from "node:path";

import { stackOf } from "../../config/source/project-files";
import { bind, runCommands } from "../terminal/execute";
import { ToolError } from "../terminal/tool";
import { goldenCommand } from "./command";

const PROJECT_DIR = path.resolve(__dirname, "../..");
const TEST = "tests/program/own-stacks.test.ts";

/**
 * `npm run golden -- [<stack>…]`: writes the graph of each stack to `golden/<stack>.json`; without a stack, of those that
 * have one. The test that compares the graphs writes them, since only tests record the program.
 */
const golden = bind(goldenCommand, ({ stacks: targets }) => {
  const stacks = targets.map(({ file }) => stackOf(file));
  if (targets.some(({ directory }) => directory !== PROJECT_DIR)) {
    throw new ToolError(`Only stacks of ${PROJECT_DIR} have a graph in golden/.`);
  }
  const jest = path.join(PROJECT_DIR, "node_modules/jest/bin/jest.js");
  const { status } = spawnSync(process.execPath, [jest, "--selectProjects", "program", "--runTestsByPath", TEST], {
    cwd: PROJECT_DIR,
    stdio: "inherit",
    env: { ...process.env, GOLDEN: "update", GOLDEN_STACKS: stacks.join(" ") },
  });
  return status ?? 1;
});

runCommands("golden", [golden]);
