import { existsSync } from "node:fs";
import path from "node:path";
import { COMMAND_NOT_FOUND, type RunCommand } from "../terminal/command";
import { withProgress } from "../terminal/progress";
import { ToolError } from "../terminal/tool";
import { fillDirectory } from "./cache";

/** A command-line tool that is built from a Go module pinned in this repository. */
export interface GoTool {
  /** The name of the binary. */
  readonly name: string;
  readonly version: string;
  /** The folder that holds the pinning `go.mod` and `go.sum`. */
  readonly moduleDirectory: string;
  /** Import path of the main package. */
  readonly mainPackage: string;
  /** `go build -ldflags`. */
  readonly linkerFlags: string;
}

/** The folder that a tool is kept in; its binary is `bin/<name>` below, as Pulumi's Automation API expects it. */
export function toolRoot(cache: string, tool: Pick<GoTool, "name" | "version">): string {
  return path.join(cache, `${tool.name}-${tool.version}`);
}

/** Path of the tool's binary, built first if the cache does not hold it yet. */
export async function goTool(tool: GoTool, cache: string, run: RunCommand): Promise<string> {
  const root = toolRoot(cache, tool);
  const binary = path.join(root, "bin", tool.name);
  if (existsSync(binary)) return binary;

  await requireGo(tool, "built", run);
  await withProgress(`Building ${tool.name} ${tool.version} from Go modules, once for this machine`, (report) =>
    fillDirectory(root, (staging) => build(tool, path.join(staging, "bin", tool.name), run, report)),
  );
  return binary;
}

/** Asked first, so that no progress is announced for what cannot start. */
export async function requireGo(
  { name, version }: Pick<GoTool, "name" | "version">,
  done: string,
  run: RunCommand,
): Promise<void> {
  if ((await run("go", ["version"])).exitCode !== COMMAND_NOT_FOUND) return;
  throw new ToolError(
    `Go is not installed (no \`go\` on PATH), and ${name} ${version} is ${done} with it; see https://go.dev/doc/install`,
  );
}

async function build(tool: GoTool, binary: string, run: RunCommand, report: (detail: string) => void): Promise<void> {
  let downloaded = 0;
  let compiled = 0;
  // -v prints the path of each package as it is compiled: the only progress that `go build` gives.
  const args = ["build", "-v", "-trimpath", "-ldflags", tool.linkerFlags, "-o", binary, tool.mainPackage];
  const { exitCode, stderr } = await run("go", args, {
    cwd: tool.moduleDirectory,
    // No C compiler is needed, and a go.work file above this checkout does not take part.
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
    onErrorLine: (line) => {
      if (line.startsWith("go: downloading ")) report(`${++downloaded} modules downloaded`);
      else if (!line.includes(" ")) report(`${++compiled} packages compiled`);
    },
  });
  if (exitCode !== 0) {
    throw new ToolError(`\`go build\` of ${tool.name} ${tool.version} failed:\n${lastLines(stderr, 6)}`);
  }
}

function lastLines(text: string, count: number): string {
  return text
    .split("\n")
    .slice(-count)
    .map((line) => `      ${line}`)
    .join("\n");
}
