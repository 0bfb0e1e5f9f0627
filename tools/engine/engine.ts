import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { version as SDK_VERSION } from "@pulumi/pulumi/package.json";
import { existsSync } from "node:fs";
import path from "node:path";
import coerce from "semver/functions/coerce";
import satisfies from "semver/functions/satisfies";
import { COMMAND_NOT_FOUND, type RunCommand, runCommand } from "../terminal/command";
import { withProgress } from "../terminal/progress";
import { ToolError, reasonOf } from "../terminal/tool";
import { cacheDirectory, fillDirectory } from "./cache";
import { installDistribution } from "./distribution";
import { type GoTool, goTool, toolRoot } from "./go-tool";

/**
 * The oldest supported version of the Pulumi CLI, which is also the version that is built from Go modules: the newest one
 * with all modules published. `tools/engine/go.mod` pins the same version.
 */
export const ENGINE_VERSION = "3.274.1";

/** The Pulumi CLI that runs every preview, update and rehearsal. */
export interface Engine {
  /** The command to run: `pulumi` if it is on PATH, otherwise an absolute path. */
  readonly command: string;
  readonly version: string;
  /** Where the CLI comes from: PATH, Pulumi's installer, or a build from Go modules. */
  readonly source: "path" | "installed" | "built";
}

/** External functions that {@link findEngine} calls; tests replace them. */
export interface Machine {
  /** Directory of CLIs that were installed or built before. */
  readonly cache: string;
  readonly run: RunCommand;
  /** Rejects when Pulumi's download site does not answer within seconds. */
  readonly probeDownloads: () => Promise<void>;
  /** Installs the Pulumi distribution in `root`. */
  readonly install: (root: string) => Promise<void>;
  /** Prints one line for the user. */
  readonly print: (line: string) => void;
}

/** The engine, or the reason why it was not found in this way. */
type Finding = Engine | string;

/** Pulumi's installer installs the CLI version of the SDK in package.json. */
const INSTALLED = { name: "pulumi", version: SDK_VERSION };

const BUILT: GoTool = {
  name: "pulumi",
  version: ENGINE_VERSION,
  moduleDirectory: __dirname,
  mainPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  // The Automation API rejects a CLI without a version.
  linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${ENGINE_VERSION}`,
};

/** Finds the Pulumi CLI: on PATH, in the cache, by Pulumi's installer, or built from Go modules, in this order. */
export async function findEngine(machine: Machine = thisMachine()): Promise<Engine> {
  const reasons: string[] = [];
  for (const way of [fromPath, fromCache, fromInstaller, fromGoModules]) {
    const finding = await way(machine);
    if (typeof finding !== "string") {
      if (way === fromInstaller || way === fromGoModules) {
        machine.print(`Pulumi CLI ${finding.version}, ${finding.source}: ${finding.command}`);
      }
      return finding;
    }
    reasons.push(finding);
  }
  throw new ToolError(notFound(reasons));
}

/** The Pulumi CLI on PATH or in the cache, or the reasons why there is none. Installs nothing. */
export async function presentEngine({ cache, run }: Pick<Machine, "cache" | "run">): Promise<Engine | string> {
  const onPath = await fromPath({ run });
  if (typeof onPath !== "string") return onPath;
  const inCache = fromCache({ cache });
  return typeof inCache === "string" ? `${onPath}; ${inCache}` : inCache;
}

/** Converts the CLI for the Automation API (`LocalWorkspaceOptions.pulumiCommand`). */
export async function automationCommand(engine: Engine): Promise<PulumiCommand> {
  const automation = await import("@pulumi/pulumi/automation");
  return automation.PulumiCommand.get(
    engine.source === "path" ? {} : { root: path.dirname(path.dirname(engine.command)) },
  );
}

async function fromPath({ run }: Pick<Machine, "run">): Promise<Finding> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { exitCode, stdout, stderr } = await run("pulumi", ["version"], { env });
  if (exitCode === COMMAND_NOT_FOUND) return "PATH: `pulumi` was not found";
  if (exitCode !== 0) return `PATH: \`pulumi version\` failed: ${stderr}`;
  const version = stdout.trim().replace(/^v/, "");
  if (!isRecentEnough(version)) return `PATH: \`pulumi\` has version ${version}, which is not supported`;
  return { command: "pulumi", version, source: "path" };
}

function fromCache({ cache }: Pick<Machine, "cache">): Finding {
  const kept = [
    { ...INSTALLED, source: "installed" },
    { ...BUILT, source: "built" },
  ] as const;
  for (const { source, ...tool } of kept) {
    const command = path.join(toolRoot(cache, tool), "bin", tool.name);
    if (existsSync(command)) return { command, version: tool.version, source };
  }
  return `cache: ${cache} contains no CLI`;
}

async function fromInstaller(machine: Machine): Promise<Finding> {
  const root = toolRoot(machine.cache, INSTALLED);
  try {
    await machine.probeDownloads();
    await withProgress(`Installing Pulumi CLI ${INSTALLED.version} from get.pulumi.com`, () =>
      fillDirectory(root, machine.install),
    );
  } catch (error) {
    return `installer: ${reasonOf(error)}`;
  }
  return { command: path.join(root, "bin", INSTALLED.name), version: INSTALLED.version, source: "installed" };
}

async function fromGoModules({ cache, run }: Machine): Promise<Finding> {
  try {
    return { command: await goTool(BUILT, cache, run), version: BUILT.version, source: "built" };
  } catch (error) {
    return `Go modules: ${reasonOf(error)}`;
  }
}

/** Whether the version is {@link ENGINE_VERSION} or newer, with the same major version. */
function isRecentEnough(version: string): boolean {
  const found = coerce(version);
  return found !== null && satisfies(found, `^${ENGINE_VERSION}`);
}

function notFound(reasons: readonly string[]): string {
  return [
    `The Pulumi CLI ${ENGINE_VERSION} or newer was not found, and could not be installed:`,
    ...reasons.map((reason) => `  - ${reason}`),
    "Do one of the following:",
    "  1. Install the Pulumi CLI so that `pulumi` is on PATH: https://www.pulumi.com/docs/install/",
    "  2. Allow this machine to connect to https://get.pulumi.com, and run the command again.",
    "  3. Install Go (https://go.dev/doc/install), allow it to connect to a Go module proxy (`go env GOPROXY`), and run the",
    "     command again.",
  ].join("\n");
}

const PROBE_TIMEOUT_MS = 5_000;
const INSTALL_TIMEOUT_MS = 5 * 60_000;

function thisMachine(): Machine {
  return {
    cache: cacheDirectory(process.env),
    run: runCommand,
    probeDownloads: async () => {
      // The installer waits two minutes for a connection if packets are dropped.
      const url = "https://get.pulumi.com/install.sh";
      const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
      if (!response.ok) throw new Error(`${url} returns HTTP status ${response.status}`);
    },
    install: async (root) => {
      const { platform, arch } = process;
      const installing =
        platform === "win32"
          ? import("@pulumi/pulumi/automation").then(({ PulumiCommand }) => PulumiCommand.install({ root }))
          : installDistribution(root, { version: SDK_VERSION, platform, arch }, runCommand);
      await Promise.race([installing, timeout(INSTALL_TIMEOUT_MS)]);
    },
    print: (line) => {
      console.error(line);
    },
  };
}

function timeout(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the installation did not finish within ${milliseconds / 1000} s`));
    }, milliseconds);
    timer.unref();
  });
}
