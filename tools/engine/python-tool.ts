import { existsSync } from "node:fs";
import path from "node:path";
import { fillDirectory } from "./cache";
import { COMMAND_NOT_FOUND, type RunCommand } from "../terminal/command";
import { withProgress } from "../terminal/progress";
import { ToolError } from "../terminal/tool";

/** A Python package that is installed from pinned wheels into its own virtual environment. */
export interface PythonTool {
  readonly name: string;
  readonly version: string;
  /** File that pins the package and its dependencies by version and hash. */
  readonly requirements: string;
  /** Oldest Python 3 that the package runs on, as its minor version. */
  readonly oldestMinor: number;
}

/** Returns the path of a Python interpreter that can import the tool; creates its virtual environment if it is missing. */
export async function pythonWith(tool: PythonTool, cache: string, run: RunCommand): Promise<string> {
  const version = await pythonVersion(tool, run);
  // A virtual environment works with one version of Python only.
  const root = path.join(cache, `${tool.name}-${tool.version}-python-${version}`);
  const python = path.join(root, "bin", "python");
  if (existsSync(python)) return python;

  await withProgress(`Installing ${tool.name} ${tool.version} from PyPI (only once on this machine)`, () =>
    fillDirectory(root, (staging) => install(tool, staging, run)),
  );
  return python;
}

async function pythonVersion({ name, version, oldestMinor }: PythonTool, run: RunCommand): Promise<string> {
  const { exitCode, stdout } = await run("python3", ["-c", "import platform; print(platform.python_version())"]);
  const found = stdout.trim();
  const [major = 0, minor = 0] = found.split(".").map(Number);
  if (exitCode === 0 && major === 3 && minor >= oldestMinor) return found;
  const state =
    exitCode === COMMAND_NOT_FOUND ? "Python is not installed (no `python3` on PATH)" : `Python is ${found}`;
  throw new ToolError(
    `${state}, and ${name} ${version} needs Python 3.${oldestMinor} or newer; see https://www.python.org/downloads/`,
  );
}

async function install({ name, requirements }: PythonTool, staging: string, run: RunCommand): Promise<void> {
  const environment = await run("python3", ["-m", "venv", staging]);
  if (environment.exitCode !== 0) {
    throw new ToolError(
      `\`python3 -m venv\` failed; on Debian and Ubuntu, install the package python3-venv:\n${lastLines(environment.stdout + environment.stderr)}`,
    );
  }
  // Only wheels with pinned hashes are installed: nothing is built, and no other package is downloaded.
  const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"];
  const { exitCode, stderr } = await run(path.join(staging, "bin", "python"), [
    ...pip,
    "--only-binary=:all:",
    "--require-hashes",
    "-r",
    requirements,
  ]);
  if (exitCode !== 0) throw new ToolError(`\`pip install\` of ${name} failed:\n${lastLines(stderr)}`);
}

function lastLines(text: string): string {
  return text
    .trim()
    .split("\n")
    .slice(-6)
    .map((line) => `      ${line}`)
    .join("\n");
}
