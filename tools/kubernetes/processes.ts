import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";

const LOG_LINES = 8;

/**
 * Reads until this process is gone, which closes the pipe however it went, a SIGKILL included; then ends what the
 * folder's .pid files name, and removes the folder.
 */
const WATCHMAN = `read -r _; for file in "$1"/*.pid; do kill -9 "$(cat "$file")"; done; rm -rf "$1"`;

/** Child processes that work in one temporary folder. They and it end with this process, if not before. */
export class Processes {
  readonly #children = new Map<string, ChildProcess>();
  readonly #watchman: ChildProcess;

  constructor(private readonly directory: string) {
    // Detached: Ctrl-C goes to the whole foreground group.
    this.#watchman = spawn("/bin/sh", ["-c", WATCHMAN, "sh", directory], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.#watchman.unref();
  }

  /** Starts a binary with its flags; it is called by its file's name from then on. */
  start(binary: string, flags: Readonly<Record<string, string>>): void {
    const name = path.basename(binary);
    const log = openSync(this.#file(name, "log"), "w");
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const child = spawn(binary, args, { cwd: this.directory, stdio: ["ignore", log, log] });
    closeSync(log);
    writeFileSync(this.#file(name, "pid"), String(child.pid));
    this.#children.set(name, child);
  }

  /** The name of a process that is no longer there. */
  ended(): string | undefined {
    return [...this.#children].find(([, child]) => !isRunning(child))?.[0];
  }

  /** The last lines that a process printed. */
  tailLog(name: string): string {
    const lines = readFileSync(this.#file(name, "log"), "utf8").trimEnd().split("\n");
    return lines.slice(-LOG_LINES).join("\n");
  }

  /** Ends all of them; nothing is worth an orderly end. */
  async end(): Promise<void> {
    const running = [...this.#children.values()].filter(isRunning);
    const exits = running.map((child) => once(child, "exit"));
    for (const child of running) child.kill("SIGKILL");
    await Promise.all(exits);
    await rm(this.directory, { recursive: true, force: true });
    this.#watchman.stdin?.end();
  }

  #file(name: string, extension: string): string {
    return path.join(this.directory, `${name}.${extension}`);
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
