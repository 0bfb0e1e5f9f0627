import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { stacksIn } from "../../../config/source/project-files";
import { parseNames, stackLists } from "../../../tools/stacks/stacks";
import { edited, fileText, MINIMAL, PROJECT_DIR } from "../config/fixtures";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-stacks-"));
  for (const folder of ["extensions", "fleet"])
    mkdirSync(path.join(directory, "examples", folder), { recursive: true });
  mkdirSync(path.join(directory, "bootstrap"));
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\n");
  stackFile("test", "dev");
  stackFile("live", "prod");
  stackFile("live-us", "prod");
  writeFileSync(path.join(directory, "examples/fleet/Pulumi.yaml"), "name: fleet\n");
  writeFileSync(path.join(directory, "bootstrap/Pulumi.yaml"), "name: bootstrap\n");
  writeFileSync(path.join(directory, "examples/fleet/Pulumi.a.yaml"), "config: {}\n");
  writeFileSync(path.join(directory, "bootstrap/Pulumi.account.yaml"), "config: {}\n");
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function stackFile(stack: string, environment: unknown): void {
  writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), fileText(edited(MINIMAL, { environment })));
}

const TEST = { name: "test", target: "test", environment: "dev" };
const LIVE = { name: "live", target: "live", environment: "prod" };
const LIVE_US = { name: "live-us", target: "live-us", environment: "prod" };

describe("npm run stacks", () => {
  it("lists the stacks of a fleet, whose names tell them apart from others", () => {
    mkdirSync(path.join(directory, "fleet"));
    writeFileSync(path.join(directory, "fleet/Pulumi.yaml"), "name: fleet\n");
    writeFileSync(path.join(directory, "fleet/Pulumi.a.yaml"), "config: { groundwork:environment: prod }\n");
    const { prod } = stackLists(directory);
    expect(prod).toContainEqual({ name: "fleet-a", target: "fleet/Pulumi.a.yaml", environment: "prod" });
    stackFile("fleet-a", "dev");
    expect(() => stackLists(directory)).toThrow("Two stacks have the name fleet-a.");
  });

  it("lists the files to rehearse, and the stacks of each environment", () => {
    const files = [
      "Pulumi.live.yaml",
      "Pulumi.live-us.yaml",
      "Pulumi.test.yaml",
      "examples/fleet/Pulumi.a.yaml",
      "bootstrap/Pulumi.account.yaml",
    ];
    expect(stackLists(directory)).toEqual({
      files,
      changes: files,
      stacks: [LIVE, LIVE_US, TEST],
      dev: [TEST],
      staging: [],
      prod: [LIVE, LIVE_US],
      ephemeral: [],
    });
  });

  it("lists the stack of an application to rehearse, and not its change, which no rehearsal supports", () => {
    mkdirSync(path.join(directory, "examples/app"));
    writeFileSync(path.join(directory, "examples/app/Pulumi.yaml"), "name: shop\n");
    const config = "config: { shop:platform: organization/groundwork/test }\n";
    writeFileSync(path.join(directory, "examples/app/Pulumi.test.yaml"), config);
    const { files, changes } = stackLists(directory);
    expect(files.filter((file) => !changes.includes(file))).toEqual(["examples/app/Pulumi.test.yaml"]);
  });

  it("lists one stack of the environments on request", () => {
    expect(stackLists(directory, ["live"])).toMatchObject({ stacks: [LIVE], dev: [], staging: [], prod: [LIVE] });
    expect(() => stackLists(directory, ["qa"])).toThrow(
      "This project has no stack qa. Its stacks: live, live-us, test.",
    );
  });

  it("reads the names of a repository variable, and refuses any other text", () => {
    expect(parseNames('["dev", "prod"]')).toEqual(["dev", "prod"]);
    expect(() => parseNames("dev, prod")).toThrow('no JSON list such as ["dev", "prod"]: dev, prod');
  });

  it("fails for a stack file without a known environment, and for a file that is not YAML", () => {
    stackFile("test", "qa");
    expect(() => stackLists(directory)).toThrow(
      "Pulumi.test.yaml: set `groundwork:environment` to one of dev, staging, prod, ephemeral.",
    );
    writeFileSync(path.join(directory, "Pulumi.test.yaml"), "config: [");
    expect(() => stackLists(directory)).toThrow("Pulumi.test.yaml: not a stack file");
  });

  it("refuses a stack with the name of an environment of pull requests", () => {
    stackFile("preview-dev", "dev");
    expect(() => stackLists(directory)).toThrow(
      "The stack preview-dev has the name of an environment of pull requests.",
    );
  });

  it("lists every example of the project", () => {
    const { files } = stackLists(PROJECT_DIR);
    const examples = ["examples", "examples/extensions", "examples/fleet", "examples/app", "bootstrap"].flatMap(
      (folder) => stacksIn(path.join(PROJECT_DIR, folder)).map((stack) => `${folder}/Pulumi.${stack}.yaml`),
    );
    expect(files).toEqual(expect.arrayContaining(examples));
  });
});
