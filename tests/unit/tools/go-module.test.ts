import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { strToU8, zipSync } from "fflate";

import { KARPENTER_VERSION } from "../../../domain/cluster/karpenter-versions";
import { lockedAddonVersion } from "../../../domain/cluster/addons/catalog";
import { type GoModuleFiles, goModuleFiles } from "../../../tools/engine/go-module";
import { CRDS, KUBERNETES_PATCHES } from "../../../tools/kubernetes";
import { COMMAND_NOT_FOUND, type CommandOptions, type RunCommand } from "../../../tools/terminal/command";

const ARCHIVE = zipSync({
  "a.org/m@v1.0.0/crds/a.yaml": strToU8("kind: A\n"),
  "a.org/m@v1.0.0/crds/doc.md": strToU8("#"),
  "a.org/m@v1.0.0/b.yaml": strToU8("kind: B\n"),
});

const FILES: GoModuleFiles = {
  name: "m-crds",
  version: "1.0.0",
  module: "a.org/m",
  checksum: "h1:right",
  folder: "crds",
};

let directory: string;
let archive: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "groundwork-module-"));
  archive = path.join(directory, "m.zip");
  writeFileSync(archive, ARCHIVE);
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

interface Call {
  readonly args: readonly string[];
  readonly options: CommandOptions | undefined;
}

/** A `go` whose `mod download -json` prints this. */
function going(printed: object | string, calls: Call[] = []): RunCommand {
  return (_command, args, options) => {
    calls.push({ args, options });
    const stdout = typeof printed === "string" ? "" : JSON.stringify(printed);
    return Promise.resolve({ exitCode: 1, stdout, stderr: typeof printed === "string" ? printed : "" });
  };
}

function cached(): readonly string[] {
  return readdirSync(directory).filter((name) => name !== "m.zip");
}

describe("goModuleFiles", () => {
  it("extracts the YAML files of the folder, even if the module requires a newer Go", async () => {
    const calls: Call[] = [];
    const go = going({ Zip: archive, Sum: "h1:right", Error: "requires go >= 1.99" }, calls);
    const folder = await goModuleFiles(FILES, directory, go);
    expect(folder).toBe(path.join(directory, "m-crds-1.0.0"));
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
    expect(readFileSync(path.join(folder, "a.yaml"), "utf8")).toBe("kind: A\n");
    expect(calls.at(-1)).toMatchObject({
      args: ["mod", "download", "-json", "a.org/m@v1.0.0"],
      options: { env: { GOWORK: "off", GOTOOLCHAIN: "local" } },
    });
  });

  it("downloads the module only once", async () => {
    const calls: Call[] = [];
    const go = going({ Zip: archive, Sum: "h1:right" }, calls);
    await goModuleFiles(FILES, directory, go);
    const before = calls.length;
    await goModuleFiles(FILES, directory, go);
    expect(calls).toHaveLength(before);
  });

  it.each<[string, RunCommand, Partial<GoModuleFiles>, string]>([
    [
      "another archive than the pinned one",
      (...run) => going({ Zip: archive, Sum: "h1:wrong" })(...run),
      {},
      "a.org/m v1.0.0 has the checksum h1:wrong, but h1:right is pinned: see CONTRIBUTING.md",
    ],
    [
      "a folder without definitions",
      (...run) => going({ Zip: archive, Sum: "h1:right" })(...run),
      { folder: "gone" },
      "a.org/m v1.0.0 has no YAML files in gone",
    ],
    [
      "a version that is not published",
      going({ Error: "unknown revision v1.0.0" }),
      {},
      "`go mod download` of m-crds 1.0.0 failed: unknown revision v1.0.0",
    ],
    ["a Go that says something else", going("no network"), {}, "`go mod download` of m-crds 1.0.0 failed: no network"],
    [
      "no Go",
      () => Promise.resolve({ exitCode: COMMAND_NOT_FOUND, stdout: "", stderr: "" }),
      {},
      "m-crds 1.0.0 is downloaded with Go, which is not installed (no `go` on PATH); see https://go.dev/doc/install",
    ],
  ])("fails for %s, and stores nothing in the cache", async (_, run, change, message) => {
    await expect(goModuleFiles({ ...FILES, ...change }, directory, run)).rejects.toThrow(message);
    expect(cached()).toEqual([]);
  });
});

it("stores only the named files of a folder", async () => {
  writeFileSync(
    archive,
    zipSync({ "a.org/m@v1.0.0/crds/a.yaml": strToU8("kind: A\n"), "a.org/m@v1.0.0/crds/b.yaml": strToU8("kind: B\n") }),
  );
  const go = going({ Zip: archive, Sum: FILES.checksum });
  const folder = await goModuleFiles({ ...FILES, files: ["b.yaml"] }, directory, go);
  expect(readdirSync(folder)).toEqual(["b.yaml"]);
});

describe("the kinds that the platform installs are judged in the versions that it installs:", () => {
  const pinned = (name: string): string | undefined => CRDS.find((files) => files.name === name)?.version;

  it("Karpenter's", () => {
    expect(pinned("karpenter-crds")).toBe(KARPENTER_VERSION);
  });

  it("those of the snapshot controller", () => {
    const locked = [...KUBERNETES_PATCHES.keys()].flatMap(
      (minor) => lockedAddonVersion("snapshot-controller", minor) ?? [],
    );
    expect(locked).not.toEqual([]);
    expect([...new Set(locked.map((version) => /^v([\d.]+)-/.exec(version)?.[1]))]).toEqual([
      pinned("snapshot-controller-crds"),
    ]);
  });
});
