import { readFileSync } from "node:fs";
import path from "node:path";

import { checkStack } from "../../../config";
import { stacksIn } from "../../../config/project-files";
import { TODAY } from "./fixtures";

const DIRECTORY = path.resolve(__dirname, "../../../examples");

describe("each example", () => {
  it.each(stacksIn(DIRECTORY))("%s has no problem, and says first what it shows", (stack) => {
    const { problems } = checkStack(DIRECTORY, stack, TODAY).verdict;
    expect(problems).toEqual([]);
    expect(readFileSync(path.join(DIRECTORY, `Pulumi.${stack}.yaml`), "utf8")).toMatch(
      /^# yaml-language-server.*\n# \w/,
    );
  });
});
