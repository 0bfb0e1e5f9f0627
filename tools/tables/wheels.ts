import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { RunCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** A Python package whose data files become tables. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  /** The day on which the version was published. */
  readonly released: string;
  /** Of the wheel `<name>-<version>-py3-none-any.whl`, as PyPI shows it. */
  readonly sha256: string;
}

/** Reads the text of a file in a wheel; `path` is relative to its root. */
export interface WheelFiles {
  readonly names: readonly string[];
  readonly read: (file: string) => Uint8Array;
}

/** Downloads the wheel from PyPI and unpacks it in memory. Nothing of it runs. */
export async function downloadWheel(wheel: Wheel, run: RunCommand): Promise<WheelFiles> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "groundwork-tables-"));
  try {
    const requirements = path.join(directory, "requirements.txt");
    await writeFile(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
    const { exitCode, stderr } = await run("python3", [
      ...["-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"],
      ...["--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", directory, "-r", requirements],
    ]);
    if (exitCode !== 0) throw new ToolError(`\`pip download\` of ${wheel.name} ${wheel.version} failed:\n${stderr}`);
    const archive = (await readdir(directory)).find((file) => file.endsWith(".whl"));
    if (archive === undefined) throw new ToolError(`\`pip download\` of ${wheel.name} wrote no wheel.`);
    return wheelFiles(wheel, unzipSync(await readFile(path.join(directory, archive)), { filter: isData }));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The wheels contain thousands of files that no table needs. */
function isData({ name }: { readonly name: string }): boolean {
  return /^moto\/ec2\/resources\/instance_type|^botocore\/data\/partitions\.json$/.test(name);
}

function wheelFiles({ name, version }: Wheel, files: Readonly<Record<string, Uint8Array>>): WheelFiles {
  return {
    names: Object.keys(files),
    read: (file) => {
      const content = files[file];
      if (content === undefined) throw new ToolError(`${name} ${version} has no file ${file}.`);
      return content;
    },
  };
}

export function parseJson(content: Uint8Array): unknown {
  return JSON.parse(strFromU8(content)) as unknown;
}
