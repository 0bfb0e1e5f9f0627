import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RunCommand } from "../terminal/command";

/** A release of the Pulumi CLI with its language hosts, for one operating system. */
export interface Distribution {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
}

/**
 * Downloads a distribution into `<root>/bin`, after it compared the archive from get.pulumi.com with the checksums that the
 * release on GitHub lists: a file that was changed on one of the two sites is not installed. Pulumi's installer, which the
 * Automation API runs, verifies nothing.
 */
export async function installDistribution(
  root: string,
  { version, platform, arch }: Distribution,
  run: RunCommand,
  request: typeof fetch = fetch,
): Promise<void> {
  const name = `pulumi-v${version}-${platform}-${arch}.tar.gz`;
  const release = `https://github.com/pulumi/pulumi/releases/download/v${version}`;
  const [archive, checksums] = await Promise.all([
    download(`https://get.pulumi.com/releases/sdk/${name}`, request),
    download(`${release}/pulumi-${version}-checksums.txt`, request),
  ]);
  const expected = checksumOf(name, checksums.toString("utf8"));
  const found = createHash("sha256").update(archive).digest("hex");
  if (found !== expected)
    throw new Error(`${name} has the SHA-256 checksum ${found}, but its release lists ${expected}`);

  const [bin, file] = [path.join(root, "bin"), path.join(root, name)];
  await mkdir(bin, { recursive: true });
  await writeFile(file, archive);
  const { exitCode, stderr } = await run("tar", ["-x", "-z", "-f", file, "-C", bin, "--strip-components=1"]);
  if (exitCode !== 0) throw new Error(`\`tar\` cannot extract ${name}: ${stderr}`);
  await rm(file);
}

async function download(url: string, request: typeof fetch): Promise<Buffer> {
  const response = await request(url);
  if (!response.ok) throw new Error(`${url} returns HTTP status ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Lines have the form of `sha256sum`: the checksum, spaces, and the name of the file. */
function checksumOf(name: string, checksums: string): string {
  const line = checksums.split("\n").find((each) => each.trim().endsWith(` ${name}`));
  if (line === undefined) throw new Error(`the release lists no checksum of ${name}`);
  return line.split(/\s+/)[0] ?? "";
}
