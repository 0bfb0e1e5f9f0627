import { readFileSync } from "node:fs";
import path from "node:path";

import { checkFleetStack, checkStack } from "../../../config";
import { stacksIn } from "../../../config/source/project-files";
import { TODAY } from "./fixtures";

const EXAMPLES = path.resolve(__dirname, "../../../examples");
const FLEET = path.join(EXAMPLES, "fleet");

const CASES = [
  ...stacksIn(EXAMPLES).map((stack) => ({ stack, directory: EXAMPLES, check: checkStack })),
  ...stacksIn(FLEET).map((stack) => ({ stack, directory: FLEET, check: checkFleetStack })),
];

describe("each example", () => {
  it.each(CASES)(
    "$stack has no problems, and begins with a comment about its purpose",
    ({ stack, directory, check }) => {
      const { problems } = check(directory, stack, { today: TODAY }).verdict;
      expect(problems).toEqual([]);
      expect(readFileSync(path.join(directory, `Pulumi.${stack}.yaml`), "utf8")).toMatch(
        /^# yaml-language-server.*\n# \w/,
      );
    },
  );
});
