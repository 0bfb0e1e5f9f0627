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
  /** Folder of the `go.mod` and `go.sum` that pin the versions. */
  readonly moduleDirectory: string;
  /** Import path of the main package. */
  readonly mainPackage: string;
  /** `go build -ldflags`. */
  readonly linkerFlags: string;
}

/** Returns the folder of a tool in the cache. Its binary is `bin/<name>`, as Pulumi's Automation API expects. */
export function toolRoot(cache: string, tool: Pick<GoTool, "name" | "version">): string {
  return path.join(cache, `${tool.name}-${tool.version}`);
}

/** Returns the path of the tool's binary; builds it first if the cache does not contain it. */
export async function goTool(tool: GoTool, cache: string, run: RunCommand): Promise<string> {
  const root = toolRoot(cache, tool);
  const binary = path.join(root, "bin", tool.name);
  if (existsSync(binary)) return binary;

  await requireGo(tool, "built", run);
  await withProgress(`Building ${tool.name} ${tool.version} from Go modules (only once on this machine)`, (report) =>
    fillDirectory(root, (staging) => build(tool, path.join(staging, "bin", tool.name), run, report)),
  );
  return binary;
}

/** Throws if Go is missing. Called before progress is shown. */
export async function requireGo(
  { name, version }: Pick<GoTool, "name" | "version">,
  done: string,
  run: RunCommand,
): Promise<void> {
  if ((await run("go", ["version"])).exitCode !== COMMAND_NOT_FOUND) return;
  throw new ToolError(
    `${name} ${version} is ${done} with Go, which is not installed (no \`go\` on PATH); see https://go.dev/doc/install`,
  );
}

async function build(tool: GoTool, binary: string, run: RunCommand, report: (detail: string) => void): Promise<void> {
  let downloaded = 0;
  let compiled = 0;
  // -v prints the path of each compiled package, which is the only progress output of `go build`.
  const args = ["build", "-v", "-trimpath", "-ldflags", tool.linkerFlags, "-o", binary, tool.mainPackage];
  const { exitCode, stderr } = await run("go", args, {
    cwd: tool.moduleDirectory,
    // Build without a C compiler, and ignore a go.work file in a parent directory.
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
