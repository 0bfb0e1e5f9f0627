import { version as SDK_VERSION } from "@pulumi/pulumi/package.json";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ENGINE_VERSION, type Machine, automationCommand, findEngine } from "../../../tools/engine/engine";
import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../../../tools/terminal/command";

const MISSING: CommandResult = { exitCode: COMMAND_NOT_FOUND, stdout: "", stderr: "spawn ENOENT" };

let cache: string;
let said: string[];
let commands: string[];

beforeEach(() => {
  cache = mkdtempSync(path.join(os.tmpdir(), "groundwork-engine-"));
  said = [];
  commands = [];
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(cache, { recursive: true });
});

/** A machine that has nothing: each test gives it what it is about. */
function machine(has: Partial<Machine> & { pulumi?: CommandResult; go?: RunCommand } = {}): Machine {
  const { pulumi = MISSING, go = (): Promise<CommandResult> => Promise.resolve(MISSING), ...rest } = has;
  return {
    cache,
    run: (command, args, options) => {
      commands.push([command, ...args.slice(0, 1)].join(" "));
      return command === "pulumi" ? Promise.resolve(pulumi) : go(command, args, options);
    },
    probeDownloads: () => Promise.reject(new Error("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") })),
    install: () => Promise.reject(new Error("must not be asked to install")),
    print: (line) => said.push(line),
    ...rest,
  };
}

const printed = (stdout: string): CommandResult => ({ exitCode: 0, stdout, stderr: "" });

/** A `go` that answers its version and "builds" by writing the file named after -o. */
const workingGo: RunCommand = (_command, args) => {
  const output = args[args.indexOf("-o") + 1];
  if (args[0] === "build" && output !== undefined) {
    mkdirSync(path.dirname(output), { recursive: true });
    writeFileSync(output, "");
  }
  return Promise.resolve(printed("go version go1.26 linux/amd64"));
};

function keep(version: string): string {
  const command = path.join(cache, `pulumi-${version}`, "bin", "pulumi");
  mkdirSync(path.dirname(command), { recursive: true });
  writeFileSync(command, "");
  return command;
}

describe("a CLI on PATH", () => {
  it.each(["v3.274.1\n", "3.274.2", "v3.280.0", "v3.1000.0-alpha.1"])(
    "is used in version %j, silently",
    async (version) => {
      const engine = await findEngine(machine({ pulumi: printed(version) }));
      expect(engine).toEqual({ command: "pulumi", version: version.trim().replace("v", ""), source: "path" });
      expect(said).toEqual([]);
    },
  );

  it.each(["v3.274.0", "v2.300.0", "v4.300.0", "not a version"])("is not used in version %j", async (version) => {
    keep(ENGINE_VERSION);
    const engine = await findEngine(machine({ pulumi: printed(version) }));
    expect(engine.source).toBe("built");
  });

  it("is not used when it fails", async () => {
    keep(ENGINE_VERSION);
    const broken = { exitCode: 126, stdout: "", stderr: "exec format error" };
    expect((await findEngine(machine({ pulumi: broken }))).source).toBe("built");
  });
});

describe("a CLI in the cache", () => {
  it("is used without network requests or Go, and without a line about it", async () => {
    const command = keep(ENGINE_VERSION);
    const engine = await findEngine(machine());
    expect(engine).toEqual({ command, version: ENGINE_VERSION, source: "built" });
    expect(commands).toEqual(["pulumi version"]);
    expect(said).toEqual([]);
  });

  it("is the installed one when both exist, because it has the language hosts", async () => {
    keep(ENGINE_VERSION);
    const command = keep(SDK_VERSION);
    expect(await findEngine(machine())).toEqual({ command, version: SDK_VERSION, source: "installed" });
  });
});

describe("the installer", () => {
  const reachable = (): Promise<void> => Promise.resolve();

  it("installs the CLI version of the SDK in package.json into the cache", async () => {
    const install = (root: string): Promise<void> => {
      mkdirSync(path.join(root, "bin"));
      writeFileSync(path.join(root, "bin", "pulumi"), "");
      return Promise.resolve();
    };
    const engine = await findEngine(machine({ probeDownloads: reachable, install }));
    expect(engine).toMatchObject({ version: SDK_VERSION, source: "installed" });
    expect(existsSync(engine.command)).toBe(true);
    expect(readdirSync(cache)).toEqual([`pulumi-${SDK_VERSION}`]);
  });

  it("leaves no incomplete directory in the cache when it fails, and the CLI is built from Go modules", async () => {
    const install = (root: string): Promise<void> => {
      mkdirSync(path.join(root, "bin"));
      return Promise.reject(new Error("disk full"));
    };
    const engine = await findEngine(machine({ probeDownloads: reachable, install, go: workingGo }));
    expect(engine.source).toBe("built");
    expect(readdirSync(cache)).toEqual([`pulumi-${ENGINE_VERSION}`]);
  });

  it("does not run when the download site is unreachable", async () => {
    expect((await findEngine(machine({ go: workingGo }))).source).toBe("built");
  });
});

it("builds the CLI once: the second search finds it in the cache", async () => {
  const first = await findEngine(machine({ go: workingGo }));
  const builds = commands.filter((command) => command === "go build").length;
  expect(await findEngine(machine({ go: workingGo }))).toEqual(first);
  expect([builds, commands.filter((command) => command === "go build").length]).toEqual([1, 1]);
});

it("reports all attempts and three remedies when no CLI is found", async () => {
  const search = findEngine(machine({ pulumi: printed("v3.100.0") }));
  await expect(search).rejects.toThrow(
    [
      "The Pulumi CLI 3.274.1 or newer was not found, and could not be installed:",
      "  - PATH: `pulumi` has version 3.100.0, which is not supported",
      `  - cache: ${cache} contains no CLI`,
      "  - installer: fetch failed (getaddrinfo ENOTFOUND)",
      "  - Go modules: pulumi 3.274.1 is built with Go, which is not installed (no `go` on PATH); see https://go.dev/doc/install",
      "Do one of the following:",
      "  1. Install the Pulumi CLI so that `pulumi` is on PATH: https://www.pulumi.com/docs/install/",
      "  2. Allow this machine to connect to https://get.pulumi.com, and run the command again.",
      "  3. Install Go (https://go.dev/doc/install), allow it to connect to a Go module proxy (`go env GOPROXY`), and run the",
      "     command again.",
    ].join("\n"),
  );
});

it("converts a cached CLI for the Automation API", async () => {
  const command = keep(ENGINE_VERSION);
  writeFileSync(command, `#!/bin/sh\necho v${ENGINE_VERSION}\n`);
  chmodSync(command, 0o755);
  const automation = await automationCommand(await findEngine(machine()));
  expect([automation.command, automation.version?.version]).toEqual([command, ENGINE_VERSION]);
});
