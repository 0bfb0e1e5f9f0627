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

function written(stack: string): string {
  return readFileSync(path.join(directory, `Pulumi.${stack}.yaml`), "utf8");
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

  it("writes the name and the last day of a short-lived stack, for 7 days or as stated", async () => {
    await run("new", "pr-123", "--from", "ephemeral");
    expect(written("pr-123")).toMatch(/name: pr-123\n {2}groundwork:expiry: "2026-10-08"/);
    expect((await run("validate", "pr-123")).exitCode).toBe(0);
    expect((await run("show", "pr-123")).output).toMatch(
      /A day costs \$\d+\.\d\d\. The stack expires on 2026-10-08: .* for 8 days/,
    );

    await run("new", "SHOP-77_a_long_branch", "--from", "ephemeral", "--expiry", "3d");
    expect(written("SHOP-77_a_long_branch")).toMatch(/name: shop-77-[0-9a-f]{5}\n {2}groundwork:expiry: "2026-10-04"/);
    expect((await run("validate", "SHOP-77_a_long_branch")).exitCode).toBe(0);
  });

  it("writes a short-lived stack from the template of a repository", async () => {
    cpSync(path.join(directory, "examples/Pulumi.ephemeral.yaml"), path.join(directory, "Pulumi.template.yaml"));
    const { output } = await run("new", "pr-1", "--from", "Pulumi.template.yaml");
    expect(output).toMatch(/written from Pulumi.template.yaml\nThen run:/);
    await expect(run("new", "pr-2", "--from", "Pulumi.none.yaml")).rejects.toThrow("does not exist");
  });

  it.each(["15d", "90d", "2027-01-01", "2026-09-30"])(
    "refuses the expiry %s, which validate would refuse or which has passed, and writes no file",
    async (expiry) => {
      const attempt = run("new", "pr-1", "--from", "ephemeral", "--expiry", expiry);
      await expect(attempt).rejects.toThrow(/at most 14 days from today: /);
      expect(() => written("pr-1")).toThrow("ENOENT");
    },
  );

  it("accepts the last day that validate accepts, and today", async () => {
    await run("new", "pr-1", "--from", "ephemeral", "--expiry", "14d");
    expect(written("pr-1")).toContain('expiry: "2026-10-15"');
    await run("new", "pr-2", "--from", "ephemeral", "--expiry", "2026-10-01");
    expect(written("pr-2")).toContain('expiry: "2026-10-01"');
  });

  it("refuses an expiry that is no day, and one for a stack that does not expire", async () => {
    await expect(run("new", "pr-1", "--from", "ephemeral", "--expiry", "soon")).rejects.toThrow("or a number of days");
    await expect(run("new", "qa", "--expiry", "3d")).rejects.toThrow("needs a template of the environment ephemeral");
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
      "resilience.experiments.apiErrors.roleArn",
    ]);
  });

  it("overwrites no file, and reports an unknown example or name", async () => {
    writeFileSync(path.join(directory, "Pulumi.dev.yaml"), "config: {}\n");
    await expect(run("new", "dev")).rejects.toThrow("exists already");
    await expect(run("new", "qa", "--from", "minmal")).rejects.toThrow("Did you mean minimal?");
    await expect(run("new", "a/b")).rejects.toThrow("is no name of a stack");
  });
});
