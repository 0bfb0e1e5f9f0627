import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { createColors } from "picocolors";

import { runConfig } from "../../../tools/config/run";
import { PROJECT_DIR, TODAY } from "./fixtures";

let directory: string;

async function run(...args: string[]): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const exitCode = await runConfig(args, { directory, today: TODAY, write, colors: createColors(false) });
  return { exitCode, output: lines.join("\n") };
}

describe("config new", () => {
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "groundwork-config-"));
    writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\n");
    cpSync(path.join(PROJECT_DIR, "examples"), path.join(directory, "examples"), { recursive: true });
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it.each([
    [[], "minimal"],
    [["--from", "private"], "private"],
  ])("writes a file that is valid, with %j from the example %s", async (options, example) => {
    expect(await run("new", "qa", ...options)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(`from examples/Pulumi.${example}.yaml`) as string,
    });
    expect(readFileSync(path.join(directory, "Pulumi.qa.yaml"), "utf8")).toMatch(/^# .* \$schema=\.\/config\/schema\//);
    expect((await run("validate", "qa")).exitCode).toBe(0);
  });

  it("warns of values that name the account and the stack of the example", async () => {
    const { output } = await run("new", "qa", "--from", "two-regions");
    const warned = [...output.matchAll(/warning `([^`]+)`/g)].map(([, key]) => key);
    expect(warned).toEqual([
      "account.registry.replicatedPrefixes[0]",
      "account.registry.pullThroughCaches.docker-hub.credentialArn",
      "storage.buckets.uploads.notifications.scan.functionArn",
      "storage.buckets.uploads.notifications.invoices.queueArn",
      "storage.buckets.uploads.notifications.deletions.topicArn",
      "cluster.access.deployer.principalArn",
    ]);
  });

  it("overwrites no file, and reports an unknown example or name", async () => {
    writeFileSync(path.join(directory, "Pulumi.dev.yaml"), "config: {}\n");
    await expect(run("new", "dev")).rejects.toThrow("exists already");
    await expect(run("new", "qa", "--from", "minmal")).rejects.toThrow("Did you mean minimal?");
    await expect(run("new", "a/b")).rejects.toThrow("is no name of a stack");
  });
});
