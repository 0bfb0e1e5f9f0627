import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { stringify } from "yaml";

import { loadFleetStackFile } from "../config";
import { renderLock } from "../config/fleet/inventory";
import { automationCommand, findEngine } from "../tools/engine";
import { freshProgram } from "../tools/rehearse/program";
import { runTool } from "../tools/terminal/tool";
import type { FleetRun } from "./fleet";
import { rawBuckets } from "./raw-buckets";
import { timePreview } from "./timing";

const FLEET_DIR = path.resolve(__dirname, "../fleet");
const SAMPLE_MS = 250;

/** Previews one fleet in a separate process, so that the measured memory is its own, and reports to the parent process. */
runTool(async () => {
  const [subject, count] = process.argv.slice(2);
  const projectDir = await writeProject(Number(count));
  const engine = watchEngine();
  try {
    const config = loadFleetStackFile(path.join(projectDir, "Pulumi.bench.yaml"));
    const program = subject === "fleet" ? freshProgram(FLEET_DIR) : rawBuckets(config);
    const scene = {
      engine: await automationCommand(await findEngine()),
      projectDir,
      stack: "bench",
      accountId: config.aws.accountId,
    };
    const timing = await timePreview({ ...scene, files: ["buckets.csv", "buckets.lock"] }, program);
    const run: FleetRun = { ...timing, ...usage(engine.stop()) };
    process.send?.(run);
    return 0;
  } finally {
    await rm(projectDir, { recursive: true });
  }
});

/** A fleet of one shard, encrypted with AWS managed keys: all buckets have one class, and many teams own them. */
async function writeProject(count: number): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "groundwork-bench-"));
  const names = Array.from({ length: count }, (_, index) => `bucket-${String(index).padStart(5, "0")}`);
  const rows = names.map((name, index) => `${name},data,team-${index % 97},cc-${index % 31},a,30`);
  const config = {
    "pulumi:disable-default-providers": ["aws", "kubernetes"],
    "groundwork:environment": "dev",
    "groundwork:name": "bench",
    "groundwork:aws": { region: "eu-west-1", accountId: "111122223333" },
    "groundwork:tags": { project: "bench", owner: "bench", costCenter: "cc-0", department: "bench" },
    "groundwork:fleet": { inventory: "buckets.csv", shards: ["a"] },
  };
  await Promise.all(
    [
      ["Pulumi.yaml", "name: groundwork-fleet\nruntime: nodejs\n"],
      ["Pulumi.bench.yaml", stringify({ config })],
      ["buckets.csv", ["name,class,owner,costCenter,shard,noncurrentExpirationDays", ...rows, ""].join("\n")],
      ["buckets.lock", renderLock(names.map((name) => ({ name, shard: "a" })))],
    ].map(([file = "", text = ""]) => writeFile(path.join(directory, file), text)),
  );
  return directory;
}

/** Resource usage of a process. */
interface Usage {
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Usage of this process, with program and sandbox, and of the engine if the system reports its memory. */
function usage(engine: Usage | undefined): Pick<FleetRun, "cpuMs" | "peakMb"> {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuMs: (userCPUTime + systemCPUTime) / 1000 + (engine?.cpuMs ?? 0),
    peakMb: maxRSS / 1024 + (engine?.peakMb ?? 0),
  };
}

/** Measures the largest child process, which is the engine. Only Linux reports its memory. */
function watchEngine(): { readonly stop: () => Usage | undefined } {
  const seen = new Map<string, Usage>();
  const timer = setInterval(() => {
    for (const pid of childrenOf(process.pid)) {
      const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readQuietly(`/proc/${pid}/status`))?.[1];
      // Fields 14 and 15 are ticks of a hundredth of a second; the name before them may contain spaces.
      const [user, system] = readQuietly(`/proc/${pid}/stat`)
        .replace(/^.*\) /, "")
        .split(" ")
        .slice(11, 13)
        .map(Number);
      if (peak === undefined || user === undefined || system === undefined) continue;
      seen.set(pid, { cpuMs: (user + system) * 10, peakMb: Number(peak) / 1024 });
    }
  }, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen.values()].sort((a, b) => b.peakMb - a.peakMb)[0];
    },
  };
}

function childrenOf(pid: number): readonly string[] {
  return readQuietly(`/proc/${pid}/task/${pid}/children`)
    .split(" ")
    .filter((child) => child !== "");
}

/** A process may end while this reads its files. */
function readQuietly(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
