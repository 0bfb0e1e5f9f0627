import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { stacksIn } from "../../../config/source/project-files";
import { stackLists } from "../../../tools/stacks/stacks";
import { edited, fileText, MINIMAL, PROJECT_DIR } from "../config/fixtures";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-stacks-"));
  mkdirSync(path.join(directory, "examples/fleet"), { recursive: true });
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\n");
  stackFile("test", "dev");
  stackFile("live", "prod");
  stackFile("live-us", "prod");
  writeFileSync(path.join(directory, "examples/fleet/Pulumi.a.yaml"), "config: {}\n");
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function stackFile(stack: string, environment: unknown): void {
  writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), fileText(edited(MINIMAL, { environment })));
}

describe("npm run stacks", () => {
  it("lists the files to rehearse, and the stacks of each environment", () => {
    expect(stackLists(directory)).toEqual({
      files: ["Pulumi.live.yaml", "Pulumi.live-us.yaml", "Pulumi.test.yaml", "examples/fleet/Pulumi.a.yaml"],
      dev: ["test"],
      staging: [],
      prod: ["live", "live-us"],
    });
  });

  it("lists one stack of the environments on request", () => {
    expect(stackLists(directory, "live")).toMatchObject({ dev: [], staging: [], prod: ["live"] });
    expect(() => stackLists(directory, "qa")).toThrow(
      "Pulumi.qa.yaml does not exist. Stacks of this project: live, live-us, test.",
    );
  });

  it("fails for a stack file without a known environment, and for a file that is not YAML", () => {
    stackFile("test", "qa");
    expect(() => stackLists(directory)).toThrow(
      "Pulumi.test.yaml: set `groundwork:environment` to one of dev, staging, prod.",
    );
    writeFileSync(path.join(directory, "Pulumi.test.yaml"), "config: [");
    expect(() => stackLists(directory)).toThrow("Pulumi.test.yaml: not a stack file");
  });

  it("lists every example of the project", () => {
    const { files } = stackLists(PROJECT_DIR);
    const examples = ["examples", "examples/fleet", "examples/extensions", "examples/app"].flatMap((folder) =>
      stacksIn(path.join(PROJECT_DIR, folder)).map((stack) => `${folder}/Pulumi.${stack}.yaml`),
    );
    expect(files).toEqual(expect.arrayContaining(examples));
  });
});
