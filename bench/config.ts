import { spawnSync } from "node:child_process";
import path from "node:path";

import { stringify } from "yaml";

import { check } from "../config/check/check";
import { sourceFromFile } from "../config/source/source";
import { parseStackFile } from "../config/source/stack-file";
import { median, ms, spread } from "./timing";

const ROUNDS = 3;
const STARTS = 7;
const [SMALL, LARGE] = [5_000, 20_000];
/** A check in linear time takes four times as long for four times as many errors. */
const MOST_GROWTH = 1.5 * (LARGE / SMALL);

/** Commands, and how long each may take, in starts of Node.js with ts-node and without a command. */
const COMMANDS = [
  { args: ["--help"], most: 2 },
  { args: ["validate", "dev"], most: 4 },
] as const;

/** Stack files with a number of errors, or of valid entries. */
const FILES: Readonly<Record<string, (count: number) => object>> = {
  "unknown keys": (count) => ({ "groundwork:tags": many(count, "x") }),
  "wrong types": (count) => ({ "groundwork:tags": { additional: many(count, 5) } }),
  "wrong maps": (count) => ({ "groundwork:storage": { buckets: many(count, { class: "nonsense" }) } }),
  "wrong entries": (count) => ({ "groundwork:network": { zones: Object.values(many(count, "x")) } }),
  "valid entries": (count) => ({ "groundwork:tags": { additional: many(count, "x") } }),
};

/** Times the check of stack files: how it grows with the number of errors, and how long commands take from start to end. */
export function benchConfig(): number {
  const areFast = benchStarts();
  const growth = Object.entries(FILES).map(([name, contents]) => {
    const rounds = Array.from({ length: ROUNDS }, () => [timed(contents(SMALL)), timed(contents(LARGE))] as const);
    const ratios = rounds.map(([small, large]) => large / small);
    console.log(
      `${name}: ${LARGE} take ${ms(rounds.map(([, large]) => large))}, ${spread(ratios)} times as long as ${SMALL}`,
    );
    return median(ratios);
  });
  return areFast && growth.every((ratio) => ratio <= MOST_GROWTH) ? 0 : 1;
}

function benchStarts(): boolean {
  const areFast = COMMANDS.map(({ args, most }) => {
    const rounds = Array.from(
      { length: STARTS },
      () => [start("-e", "0"), start("tools/config/main.ts", ...args)] as const,
    );
    const ratios = rounds.map(([nothing, command]) => command / nothing);
    console.log(
      `config ${args.join(" ")}: ${ms(rounds.map(([, command]) => command))}, ${spread(ratios)} times as long as a start without a command, at most ${most} allowed`,
    );
    return median(ratios) <= most;
  });
  return areFast.every((isFast) => isFast);
}

function many<T>(count: number, value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, value]));
}

function timed(config: object): number {
  const text = stringify({ config }, { aliasDuplicateObjects: false });
  const startedAt = performance.now();
  check(sourceFromFile(parseStackFile(text, "Pulumi.dev.yaml"), "dev"), new Date());
  return performance.now() - startedAt;
}

function start(...args: readonly string[]): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ["-r", "ts-node/register", ...args], { cwd: path.resolve(__dirname, "..") });
  return performance.now() - startedAt;
}
