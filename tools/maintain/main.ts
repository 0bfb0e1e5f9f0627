import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import pc from "picocolors";
import { format, resolveConfig } from "prettier";
import { z } from "zod";

import { stacksIn } from "../../config/source/project-files";
import { ADDONS } from "../../domain/cluster/addons/catalog";
import type { AddonDefinition } from "../../domain/cluster/addons/definition";
import { type SupportCalendar, supportedVersions } from "../../domain/cluster/kubernetes-versions";
import { addons } from "../config/addons";
import { checkFile } from "../config/check-file";
import type { Context } from "../config/context";
import { editFile } from "../config/edit";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { targetOf } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";
import { newerRelease, pinnedReleases } from "./ami-releases";
import { askAws } from "../terminal/aws";
import { maintainCommand } from "./command";
import { renewCalendar } from "./kubernetes-calendar";
import { newestSources } from "./newest-sources";

const PROJECT_DIR = path.resolve(__dirname, "../..");
const CALENDAR = path.join(PROJECT_DIR, "domain/cluster/kubernetes-support.json");
const SOURCES = path.join(PROJECT_DIR, "tools/tables/pinned.json");

const context: Context = {
  directory: PROJECT_DIR,
  today: new Date(),
  write: (text) => {
    console.log(text);
  },
  colors: pc,
};

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  tables: async () => {
    await writeJson(SOURCES, await newestSources(fetch));
    // In a process of its own, which reads the new pins.
    await renewTables("packages");
  },
  prices: () => renewTables("prices"),
  "kubernetes-calendar": async () => {
    const before = JSON.parse(await readFile(CALENDAR, "utf8")) as SupportCalendar;
    const { calendar, lines } = await renewCalendar(before, context.today, runCommand);
    await writeJson(CALENDAR, calendar);
    context.write(lines.length === 0 ? "✓ The calendar has the dates of the EKS API." : lines.join("\n"));
  },
  "add-ons": renewAddons,
  "ami-releases": renewReleases,
};

/** Runs `npm run tables -- <table>`. */
async function renewTables(table: string): Promise<void> {
  const args = ["-r", "ts-node/register", "tools/tables/main.ts", table];
  const { exitCode, stdout, stderr } = await runCommand(process.execPath, args, { cwd: PROJECT_DIR });
  if (exitCode !== 0) throw new ToolError(stderr);
  context.write(stdout.trimEnd());
}

/** Of each Kubernetes version in standard support for which the catalog has add-ons. */
async function renewAddons(): Promise<void> {
  const definitions: readonly AddonDefinition[] = Object.values(ADDONS);
  const versions = supportedVersions("STANDARD", context.today).filter((version) =>
    definitions.some((definition) => definition.versions[version] !== undefined),
  );
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-add-ons-"));
  try {
    for (const version of versions) {
      const file = path.join(folder, `${version}.json`);
      const args = ["eks", "describe-addon-versions", "--kubernetes-version", version];
      await writeFile(file, JSON.stringify(await askAws(args, z.unknown(), runCommand)));
      addons(version, file, { isApplied: true, isJson: false }, context);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function renewReleases(): Promise<void> {
  for (const stack of stacksIn(PROJECT_DIR)) {
    const { config } = checkFile(PROJECT_DIR, stack, context.today).verdict;
    if (config === undefined || !("cluster" in config)) {
      context.write(`! ${stack}: not read, because its stack file is invalid or has encrypted values.`);
      continue;
    }
    const target = targetOf(stack, { root: PROJECT_DIR, cwd: PROJECT_DIR });
    for (const pinned of pinnedReleases(config.cluster)) {
      const release = await newerRelease(pinned, config.aws.region, runCommand);
      const key = `cluster.nodeGroups.${pinned.group}.releaseVersion`;
      if (release === undefined) context.write(`✓ ${stack}: ${key} is the newest release.`);
      else editFile("set", target, [key, release], context);
    }
  }
}

async function writeJson(file: string, value: object): Promise<void> {
  await writeFile(file, await format(JSON.stringify(value), { ...(await resolveConfig(file)), filepath: file }));
}

/** `npm run maintain -- <part>` */
const maintain = bind(maintainCommand, async ({ operands: [part = ""] }) => {
  const renew = PARTS[part];
  if (renew === undefined) throw new UsageError(`${part} is none of ${Object.keys(PARTS).join(", ")}.`);
  await renew();
  return 0;
});

runCommands("maintain", [maintain]);
