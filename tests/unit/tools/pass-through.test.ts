import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { passThrough } from "../../../tools/engine/pass-through";

let log: string;

beforeEach(() => {
  log = path.join(mkdtempSync(path.join(os.tmpdir(), "groundwork-signals-")), "log");
});

afterEach(() => {
  rmSync(path.dirname(log), { recursive: true });
});

/** A child that writes down each signal and ends soon after SIGTERM, or after the given time. */
const CHILD = `
  const { appendFileSync } = require("node:fs");
  const note = (line) => appendFileSync(process.env.LOG, line + "\\n");
  process.on("SIGINT", () => note("SIGINT"));
  process.on("SIGTERM", () => { note("SIGTERM"); setTimeout(() => process.exit(3), 100); });
  setTimeout(() => process.exit(5), Number(process.env.LIFE_MS));
  note("ready");
`;

async function noted(line: string): Promise<void> {
  while (!existsSync(log) || !readFileSync(log, "utf8").includes(line)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function run(at: { terminal: boolean; lifeMs: number }, signals: readonly string[]): Promise<[number, string]> {
  const source = new EventEmitter();
  const env = { ...process.env, LOG: log, LIFE_MS: String(at.lifeMs) };
  const end = passThrough(process.execPath, ["-e", CHILD], { env, terminal: at.terminal, signals: source });
  await noted("ready");
  for (const signal of signals) {
    source.emit(signal);
    // Two signals of one kind that arrive together are one to the kernel.
    if (!at.terminal) await noted(signal);
  }
  const exitCode = await end;
  expect(source.eventNames()).toEqual([]);
  return [exitCode, readFileSync(log, "utf8").replaceAll("\n", " ").trim()];
}

it("returns the exit code of the command", async () => {
  expect(await run({ terminal: false, lifeMs: 1 }, [])).toEqual([5, "ready"]);
});

it("forwards SIGINT only once when it arrives twice, and then SIGTERM", async () => {
  const signals = ["SIGINT", "SIGINT", "SIGTERM"];
  expect(await run({ terminal: false, lifeMs: 30_000 }, signals)).toEqual([3, "ready SIGINT SIGTERM"]);
});

it("does not forward SIGINT on a terminal, which sends it to the command itself", async () => {
  expect(await run({ terminal: true, lifeMs: 300 }, ["SIGINT"])).toEqual([5, "ready"]);
});

it.each([
  {
    terminal: false,
    leads: true,
    why: "so that a signal to the group of this process does not reach the command twice",
  },
  { terminal: true, leads: false, why: "so that the terminal's Ctrl-C reaches it" },
])("creates a process group: $leads, with a terminal: $terminal, $why", async ({ terminal, leads }) => {
  const probe = `try { process.kill(-process.pid, 0); process.exitCode = 10; } catch { process.exitCode = 11; }`;
  const at = { env: process.env, terminal, signals: new EventEmitter() };
  expect(await passThrough(process.execPath, ["-e", probe], at)).toBe(leads ? 10 : 11);
});

it("returns 128 plus the signal number for a terminated command, as a shell does", async () => {
  const suicide = `process.kill(process.pid, "SIGKILL")`;
  const at = { env: process.env, terminal: false, signals: new EventEmitter() };
  expect(await passThrough(process.execPath, ["-e", suicide], at)).toBe(128 + 9);
});

it("rejects when the command cannot be started", async () => {
  const at = { env: process.env, terminal: false, signals: new EventEmitter() };
  await expect(passThrough("/no/such/command", [], at)).rejects.toThrow(/ENOENT/);
});
