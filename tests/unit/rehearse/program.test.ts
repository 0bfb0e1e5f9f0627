import path from "node:path";

import { readProject } from "../../../tools/rehearse/program";

const ROOT = path.resolve(__dirname, "../../..");

describe("the project of a stack file", () => {
  it.each([
    [".", "groundwork", "."],
    ["examples", "groundwork", "."],
    ["fleet", "groundwork-fleet", "fleet"],
    ["examples/fleet", "groundwork-fleet", "fleet"],
    ["bootstrap", "groundwork-bootstrap", "bootstrap"],
    ["examples/app", "shop", "examples/app"],
  ])("in %s has the name %s and its program in %s", (directory, name, programDir) => {
    expect(readProject(path.join(ROOT, directory))).toEqual({ name, programDir: path.join(ROOT, programDir) });
  });
});
