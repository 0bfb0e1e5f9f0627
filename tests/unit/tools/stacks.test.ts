import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { stacksIn } from "../../../config/source/project-files";
import { changedFiles, isExample } from "../../../tools/stacks/examples";
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
      changes: [
        { name: "live", file: "Pulumi.live.yaml" },
        { name: "live-us", file: "Pulumi.live-us.yaml" },
        { name: "test", file: "Pulumi.test.yaml" },
        { name: "bootstrap-account", file: "bootstrap/Pulumi.account.yaml" },
      ],
      stacks: [LIVE, LIVE_US, TEST],
      dev: [TEST],
      staging: [],
      prod: [LIVE, LIVE_US],
      ephemeral: [],
    });
  });

  it.each([
    ["a stack file of the user", ["Pulumi.test.yaml", "extensions/queue.ts", "docs/cost.md"], []],
    ["the program", ["components/network/network.ts"], ["Pulumi.a.yaml", "Pulumi.b.yaml"]],
    ["an example", ["examples/fleet/Pulumi.b.yaml"], ["Pulumi.b.yaml"]],
    ["a file beside examples", ["examples/fleet/buckets.csv"], ["Pulumi.a.yaml", "Pulumi.b.yaml"]],
    ["a file beside others", ["examples/app/index.ts"], []],
  ])("leaves out examples that a change of %s does not concern", (_, changed, expected) => {
    writeFileSync(path.join(directory, "examples/fleet/Pulumi.b.yaml"), "config: {}\n");
    const { files } = stackLists(directory, { changed });
    expect(files.filter(isExample)).toEqual(expected.map((file) => `examples/fleet/${file}`));
    expect(files.filter((file) => !isExample(file))).toHaveLength(4);
  });

  it("compares the work tree with a revision, with new files", async () => {
    const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: directory, encoding: "utf8" });
    git("init", "--quiet");
    git("add", "--all");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "Add");
    stackFile("test", "staging");
    stackFile("new", "dev");
    expect(await changedFiles(directory, "HEAD")).toEqual(["Pulumi.test.yaml", "Pulumi.new.yaml"]);
  });

  it("lists one stack of the environments on request", () => {
    expect(stackLists(directory, { only: ["live"] })).toMatchObject({
      stacks: [LIVE],
      dev: [],
      staging: [],
      prod: [LIVE],
    });
    expect(() => stackLists(directory, { only: ["qa"] })).toThrow(
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
