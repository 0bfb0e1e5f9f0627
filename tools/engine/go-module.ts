import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { unzipSync } from "fflate";

import { type RunCommand } from "../terminal/command";
import { withProgress } from "../terminal/progress";
import { ToolError } from "../terminal/tool";
import { fillDirectory } from "./cache";
import { requireGo, toolRoot } from "./go-tool";

/** YAML files that a project publishes inside a Go module. */
export interface GoModuleFiles {
  /** What the cache calls them, and people. */
  readonly name: string;
  readonly version: string;
  readonly module: string;
  /** What `go.sum` holds of the module's archive: https://go.dev/ref/mod#go-sum-files */
  readonly checksum: string;
  /** Where in the module they lie. */
  readonly folder: string;
}

/** As much as is read here of what `go mod download -json` prints. */
interface Download {
  readonly Zip?: string;
  readonly Sum?: string;
  readonly Error?: string;
}

/** Path of the folder in the cache that holds the files, downloaded first if they are not there yet. */
export async function goModuleFiles(files: GoModuleFiles, cache: string, run: RunCommand): Promise<string> {
  const root = toolRoot(cache, files);
  if (existsSync(root)) return root;
  await requireGo(files, "downloaded", run);
  await withProgress(`Downloading ${files.name} ${files.version} from Go modules, once for this machine`, () =>
    fillDirectory(root, (staging) => download(files, staging, run)),
  );
  return root;
}

async function download(files: GoModuleFiles, directory: string, run: RunCommand): Promise<void> {
  const { name, version, module, checksum, folder } = files;
  const { stdout, stderr } = await run("go", ["mod", "download", "-json", `${module}@v${version}`], {
    // Nothing is compiled, so a module that wants a newer Go brings none along.
    env: { ...process.env, GOWORK: "off", GOTOOLCHAIN: "local" },
  });
  // Such a module is not unpacked either, and that is an error; but its archive is there, and is all that is needed.
  const { Zip: archive, Sum: found, Error: reason } = printed(stdout);
  if (archive === undefined || found === undefined) {
    throw new ToolError(`\`go mod download\` of ${name} ${version} failed: ${reason ?? stderr}`);
  }
  if (found !== checksum) {
    throw new ToolError(
      `${module} v${version} has the checksum ${found}, and ${checksum} is pinned: see CONTRIBUTING.md`,
    );
  }
  const prefix = `${module}@v${version}/${folder}/`;
  const wanted = unzipSync(await readFile(archive), { filter: (file) => isIn(prefix, file.name) });
  if (Object.keys(wanted).length === 0) throw new ToolError(`${module} v${version} has no YAML files in ${folder}`);
  for (const [file, bytes] of Object.entries(wanted)) {
    await writeFile(path.join(directory, path.posix.basename(file)), bytes);
  }
}

function printed(stdout: string): Download {
  return stdout.trimStart().startsWith("{") ? (JSON.parse(stdout) as Download) : {};
}

function isIn(prefix: string, file: string): boolean {
  return file.startsWith(prefix) && file.endsWith(".yaml");
}
