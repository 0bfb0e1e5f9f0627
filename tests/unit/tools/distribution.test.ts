import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { installDistribution } from "../../../tools/engine/distribution";
import { runCommand } from "../../../tools/terminal/command";

const LINUX = { version: "3.276.0", platform: "linux", arch: "x64" };
const NAME = "pulumi-v3.276.0-linux-x64.tar.gz";

let directory: string;
let archive: Buffer<ArrayBuffer>;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-distribution-"));
  mkdirSync(path.join(directory, "pulumi"));
  writeFileSync(path.join(directory, "pulumi/pulumi"), "the CLI");
  await runCommand("tar", ["-c", "-z", "-f", path.join(directory, NAME), "-C", directory, "pulumi"]);
  archive = Buffer.from(readFileSync(path.join(directory, NAME)));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Installs with this list of checksums, and returns the folder. */
async function install(checksums: string, status = 200): Promise<string> {
  const root = mkdtempSync(path.join(directory, "root-"));
  await installDistribution(root, LINUX, runCommand, (url) => {
    const isList = new Request(url).url.startsWith("https://github.com/pulumi/pulumi/releases/download/v3.276.0/");
    return Promise.resolve(new Response(isList ? checksums : archive, { status }));
  });
  return root;
}

describe("the Pulumi CLI that is downloaded", () => {
  it("is installed if its checksum is the one of the release", async () => {
    const sum = createHash("sha256").update(archive).digest("hex");
    const root = await install(`${"0".repeat(64)}  pulumi-v3.276.0-darwin-x64.tar.gz\n${sum}  ${NAME}\n`);
    expect(readFileSync(path.join(root, "bin/pulumi"), "utf8")).toBe("the CLI");
    expect(existsSync(path.join(root, NAME))).toBe(false);
  });

  it.each([
    [`${"0".repeat(64)}  ${NAME}\n`, "but its release lists 0000"],
    ["", "lists no checksum"],
  ])("is not extracted with another checksum, or with none", async (checksums, message) => {
    const before = readdirSync(directory);
    await expect(install(checksums)).rejects.toThrow(message);
    const [root = ""] = readdirSync(directory).filter((name) => !before.includes(name));
    expect(readdirSync(path.join(directory, root))).toEqual([]);
  });

  it("is not installed if a site does not serve it", async () => {
    await expect(install("", 503)).rejects.toThrow("returns HTTP status 503");
  });
});
