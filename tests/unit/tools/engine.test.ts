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
    say: (line) => said.push(line),
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

  it.each(["v3.274.0", "v2.300.0", "v4.300.0", "not a version"])("is passed over in version %j", async (version) => {
    keep(ENGINE_VERSION);
    const engine = await findEngine(machine({ pulumi: printed(version) }));
    expect(engine.source).toBe("built");
  });

  it("is passed over when it does not run", async () => {
    keep(ENGINE_VERSION);
    const broken = { exitCode: 126, stdout: "", stderr: "exec format error" };
    expect((await findEngine(machine({ pulumi: broken }))).source).toBe("built");
  });
});

describe("a CLI in the cache", () => {
  it("is found without asking the network or Go, and named", async () => {
    const command = keep(ENGINE_VERSION);
    const engine = await findEngine(machine());
    expect(engine).toEqual({ command, version: ENGINE_VERSION, source: "built" });
    expect(commands).toEqual(["pulumi version"]);
    expect(said).toEqual([`Pulumi CLI ${ENGINE_VERSION}, built: ${command}`]);
  });

  it("is the installed one where both are kept, because it has the language hosts", async () => {
    keep(ENGINE_VERSION);
    const command = keep(SDK_VERSION);
    expect(await findEngine(machine())).toEqual({ command, version: SDK_VERSION, source: "installed" });
  });
});

describe("the installer", () => {
  const reachable = (): Promise<void> => Promise.resolve();

  it("fills the cache with the CLI of the SDK in package.json", async () => {
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

  it("leaves nothing half done in the cache when it fails, and Go takes over", async () => {
    const install = (root: string): Promise<void> => {
      mkdirSync(path.join(root, "bin"));
      return Promise.reject(new Error("disk full"));
    };
    const engine = await findEngine(machine({ probeDownloads: reachable, install, go: workingGo }));
    expect(engine.source).toBe("built");
    expect(readdirSync(cache)).toEqual([`pulumi-${ENGINE_VERSION}`]);
  });

  it("is not started where the download site does not answer", async () => {
    expect((await findEngine(machine({ go: workingGo }))).source).toBe("built");
  });
});

it("builds the CLI once: the second search finds it in the cache", async () => {
  const first = await findEngine(machine({ go: workingGo }));
  const builds = commands.filter((command) => command === "go build").length;
  expect(await findEngine(machine({ go: workingGo }))).toEqual(first);
  expect([builds, commands.filter((command) => command === "go build").length]).toEqual([1, 1]);
});

it("names everything that was tried and the three ways out when there is no CLI", async () => {
  const search = findEngine(machine({ pulumi: printed("v3.100.0") }));
  await expect(search).rejects.toThrow(
    [
      "There is no Pulumi CLI of version 3.274.1 or newer here, and none could be brought. What was tried:",
      "  - PATH: `pulumi` there is version 3.100.0",
      `  - cache: nothing in ${cache} yet`,
      "  - installer: fetch failed (getaddrinfo ENOTFOUND)",
      "  - Go modules: Go is not installed (no `go` on PATH), and pulumi 3.274.1 is built with it; see https://go.dev/doc/install",
      "Any one of these three helps:",
      "  1. Install the Pulumi CLI so that `pulumi` is on PATH: https://www.pulumi.com/docs/install/",
      "  2. Let this machine reach https://get.pulumi.com, and run the command again.",
      "  3. Install Go (https://go.dev/doc/install) and let it reach a Go module proxy (`go env GOPROXY`).",
    ].join("\n"),
  );
});

it("hands a cached CLI to the Automation API", async () => {
  const command = keep(ENGINE_VERSION);
  writeFileSync(command, `#!/bin/sh\necho v${ENGINE_VERSION}\n`);
  chmodSync(command, 0o755);
  const automation = await automationCommand(await findEngine(machine()));
  expect([automation.command, automation.version?.version]).toEqual([command, ENGINE_VERSION]);
});
