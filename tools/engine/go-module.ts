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
  /** Name of the files in the cache and in messages. */
  readonly name: string;
  readonly version: string;
  readonly module: string;
  /** Checksum of the module's archive, as in `go.sum`: https://go.dev/ref/mod#go-sum-files */
  readonly checksum: string;
  /** Folder of the files in the module. */
  readonly folder: string;
  /** Names of the files. Default: all YAML files of the folder. */
  readonly files?: readonly string[];
}

/** The fields of the output of `go mod download -json` that this module reads. */
interface Download {
  readonly Zip?: string;
  readonly Sum?: string;
  readonly Error?: string;
}

/** Returns the folder of the files in the cache; downloads them first if they are missing. */
export async function goModuleFiles(files: GoModuleFiles, cache: string, run: RunCommand): Promise<string> {
  const root = toolRoot(cache, files);
  if (existsSync(root)) return root;
  await requireGo(files, "downloaded", run);
  await withProgress(`Downloading ${files.name} ${files.version} from Go modules (only once on this machine)`, () =>
    fillDirectory(root, (staging) => download(files, staging, run)),
  );
  return root;
}

async function download(files: GoModuleFiles, directory: string, run: RunCommand): Promise<void> {
  const { name, version, module, checksum, folder, files: names } = files;
  const { stdout, stderr } = await run("go", ["mod", "download", "-json", `${module}@v${version}`], {
    // Nothing is compiled, so a newer Go toolchain that the module requires is not downloaded.
    env: { ...process.env, GOWORK: "off", GOTOOLCHAIN: "local" },
  });
  // Go then reports an error and does not unpack the module, but its archive was downloaded, which is sufficient.
  const { Zip: archive, Sum: found, Error: reason } = printed(stdout);
  if (archive === undefined || found === undefined) {
    throw new ToolError(`\`go mod download\` of ${name} ${version} failed: ${reason ?? stderr}`);
  }
  if (found !== checksum) {
    throw new ToolError(
      `${module} v${version} has the checksum ${found}, but ${checksum} is pinned: see CONTRIBUTING.md`,
    );
  }
  const prefix = `${module}@v${version}/${folder}/`;
  const wanted = unzipSync(await readFile(archive), { filter: (file) => isWanted(file.name, prefix, names) });
  if (Object.keys(wanted).length === 0) throw new ToolError(`${module} v${version} has no YAML files in ${folder}`);
  for (const [file, bytes] of Object.entries(wanted)) {
    await writeFile(path.join(directory, path.posix.basename(file)), bytes);
  }
}

function printed(stdout: string): Download {
  return stdout.trimStart().startsWith("{") ? (JSON.parse(stdout) as Download) : {};
}

function isWanted(file: string, prefix: string, names: readonly string[] | undefined): boolean {
  if (!file.startsWith(prefix) || !file.endsWith(".yaml")) return false;
  return names === undefined || names.includes(path.posix.basename(file));
}
