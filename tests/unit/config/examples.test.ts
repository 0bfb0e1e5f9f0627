import { readFileSync } from "node:fs";
import path from "node:path";

import { checkBootstrapStack, checkFleetStack, checkStack } from "../../../config";
import { stacksIn } from "../../../config/source/project-files";
import { extensions } from "../../../examples/extensions/extensions";
import { TODAY } from "./fixtures";

const EXAMPLES = path.resolve(__dirname, "../../../examples");
const FLEET = path.join(EXAMPLES, "fleet");
const BOOTSTRAP = path.join(EXAMPLES, "../bootstrap");
const EXTENSIONS = path.join(EXAMPLES, "extensions");

/** Lets editors check the file. Their schema has the settings of the extensions in extensions/ only. */
const EDITOR_LINE = "# yaml-language-server: $schema=";

const CASES = [
  ...stacksIn(EXAMPLES).map((stack) => ({ stack, directory: EXAMPLES, check: checkStack, isForEditors: true })),
  ...stacksIn(FLEET).map((stack) => ({ stack, directory: FLEET, check: checkFleetStack, isForEditors: true })),
  ...stacksIn(EXTENSIONS).map((stack) => ({
    stack,
    directory: EXTENSIONS,
    check: checkStack,
    isForEditors: false,
  })),
  // Other stack files in this folder belong to the user.
  { stack: "example", directory: BOOTSTRAP, check: checkBootstrapStack, isForEditors: true },
];

describe("each example", () => {
  it.each(CASES)(
    "$stack has no problems, and begins with a comment about its purpose",
    ({ stack, directory, check, isForEditors }) => {
      const { problems } = check(directory, stack, { today: TODAY, extensions }).verdict;
      expect(problems).toEqual([]);
      const [first = "", second = ""] = readFileSync(path.join(directory, `Pulumi.${stack}.yaml`), "utf8").split("\n");
      expect(first.startsWith(EDITOR_LINE)).toBe(isForEditors);
      expect(isForEditors ? second : first).toMatch(/^# \w/);
    },
  );
});
