import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ACTIONLINT } from "../../../tools/actionlint/actionlint";
import { cacheDirectory, fillDirectory } from "../../../tools/engine/cache";
import { ENGINE_VERSION } from "../../../tools/engine/engine";
import { type GoTool, goTool } from "../../../tools/engine/go-tool";
import { ETCD_VERSION, KUBERNETES_PATCHES } from "../../../tools/kubernetes/binaries";
import type { CommandOptions, RunCommand } from "../../../tools/terminal/command";

const TOOL: GoTool = {
  name: "hammer",
  version: "1.2.3",
  moduleDirectory: "/modules/hammer",
  mainPackage: "example.com/hammer/cmd/hammer",
  linkerFlags: "-s -w",
};

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "groundwork-go-"));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

describe("goTool", () => {
  it("builds the main package of the pinned module, without a C compiler and without a workspace file", async () => {
    const builds: { args: readonly string[]; options: CommandOptions | undefined }[] = [];
    const go: RunCommand = (_command, args, options) => {
      if (args[0] === "build") builds.push({ args, options });
      return Promise.resolve({ exitCode: 0, stdout: "", stderr: "" });
    };
    const binary = await goTool(TOOL, directory, go);
    expect(binary).toBe(path.join(directory, "hammer-1.2.3", "bin", "hammer"));
    expect(builds).toHaveLength(1);
    const [build] = builds;
    expect(build?.args.slice(0, 5)).toEqual(["build", "-v", "-trimpath", "-ldflags", "-s -w"]);
    expect(build?.args.at(-1)).toBe("example.com/hammer/cmd/hammer");
    expect(build?.options).toMatchObject({ cwd: "/modules/hammer", env: { CGO_ENABLED: "0", GOWORK: "off" } });
  });

  it("fails with the last lines of go's output, and stores nothing in the cache", async () => {
    const stderr = [...Array(20).keys()].map((line) => `line ${line}`).join("\n");
    const go: RunCommand = (_command, args) =>
      Promise.resolve({ exitCode: args[0] === "build" ? 1 : 0, stdout: "", stderr });
    const failure = goTool(TOOL, directory, go);
    await expect(failure).rejects.toThrow(/^`go build` of hammer 1\.2\.3 failed:\n +line 14\n(.*\n)* +line 19$/);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe("fillDirectory", () => {
  it("creates the directory only when it is complete", async () => {
    const target = path.join(directory, "tool");
    await fillDirectory(target, (staging) => {
      expect(existsSync(target)).toBe(false);
      writeFileSync(path.join(staging, "content"), "");
      return Promise.resolve();
    });
    expect(readdirSync(target)).toEqual(["content"]);
  });

  it("keeps the result of the first of two parallel runs, and deletes the second one", async () => {
    const target = path.join(directory, "tool");
    await fillDirectory(target, async () => {
      await fillDirectory(target, (staging) => {
        writeFileSync(path.join(staging, "first"), "");
        return Promise.resolve();
      });
    });
    expect(readdirSync(directory)).toEqual(["tool"]);
    expect(readdirSync(target)).toEqual(["first"]);
  });

  it("deletes temporary directories of killed runs only", async () => {
    for (const name of ["tool.Abc123", "tool-2"]) mkdirSync(path.join(directory, name));
    await fillDirectory(path.join(directory, "tool"), () => Promise.resolve());
    expect(readdirSync(directory).sort()).toEqual(["tool", "tool-2"]);
  });

  it("reports a failed rename if the directory does not exist", async () => {
    const target = path.join(directory, "tool");
    const removed = fillDirectory(target, (staging) => {
      rmSync(staging, { recursive: true });
      return Promise.resolve();
    });
    await expect(removed).rejects.toThrow(/ENOENT/);
  });
});

describe("cacheDirectory", () => {
  it.each([
    { configured: "/var/cache", expected: "/var/cache/groundwork" },
    { configured: undefined, expected: path.join(os.homedir(), ".cache/groundwork") },
    { configured: "relative", expected: path.join(os.homedir(), ".cache/groundwork") },
  ])("is $expected when XDG_CACHE_HOME is $configured", ({ configured, expected }) => {
    expect(cacheDirectory({ XDG_CACHE_HOME: configured })).toBe(expected);
  });
});

it.each([
  { module: "github.com/pulumi/pulumi/pkg/v3", folder: "engine", version: ENGINE_VERSION },
  { module: "github.com/pulumi/pulumi/sdk/v3", folder: "engine", version: ENGINE_VERSION },
  { module: "github.com/rhysd/actionlint", folder: "actionlint", version: ACTIONLINT.version },
  { module: "go.etcd.io/etcd/server/v3", folder: "kubernetes/etcd", version: ETCD_VERSION },
  ...[...KUBERNETES_PATCHES].map(([minor, version]) => ({
    module: "k8s.io/kubernetes",
    folder: `kubernetes/${minor}`,
    version,
  })),
])("tools/$folder/go.mod pins $module at the version in the source code", ({ module, folder, version }) => {
  const goMod = readFileSync(path.join(__dirname, "../../../tools", folder, "go.mod"), "utf8");
  expect(goMod).toMatch(new RegExp(`\\s${module} v${version.replaceAll(".", "\\.")}( //.*)?$`, "m"));
});
