import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { platformStackOf } from "../../../tools/rehearse/application";
import { readProject } from "../../../tools/rehearse/program";
import { PROJECT_DIR } from "../config/fixtures";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundwork-application-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a project with a stack `dev`, and returns the stack. */
function project(place: string, name: string, config: string): Parameters<typeof platformStackOf>[0] {
  const directory = path.join(folder, place);
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
  writeFileSync(path.join(directory, "Pulumi.dev.yaml"), `config:\n  ${config}\n`);
  return { name: "dev", directory, project: readProject(directory) };
}

describe("the platform of an application", () => {
  it("is the stack that the application names, in the nearest folder above with its project", () => {
    const app = project("app/shop", "shop", "shop:platform: acme/groundwork/dev");
    project("app", "billing", "billing:mode: test");
    project(".", "groundwork", "groundwork:environment: dev");
    const file = path.join(folder, "Pulumi.dev.yaml");
    expect(platformStackOf(app)).toEqual({ stack: "dev", directory: folder, file });
  });

  it("is an example of this repository for the example of an application", () => {
    const directory = path.join(PROJECT_DIR, "examples/app");
    const app = { name: "dev", directory, project: readProject(directory) };
    expect(platformStackOf(app)).toMatchObject({ stack: "addons", directory: path.join(PROJECT_DIR, "examples") });
  });

  it("is absent for a stack of the platform", () => {
    expect(platformStackOf(project(".", "groundwork", "groundwork:platform: acme/groundwork/dev"))).toBeUndefined();
  });

  it("cannot be found without a stack file, and the error names the key and the stack", () => {
    const app = project(".", "shop", "shop:platform: acme/groundwork/nowhere");
    expect(() => platformStackOf(app)).toThrow(
      /`shop:platform` names the stack acme\/groundwork\/nowhere.*Pulumi\.nowhere\.yaml of the project groundwork is neither in a folder above/,
    );
  });
});
