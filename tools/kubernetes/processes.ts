import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";

const LOG_LINES = 8;

/**
 * Waits until this process exits, which closes the pipe even after SIGKILL. Then kills the processes of the folder's .pid
 * files, and removes the folder.
 */
const CLEANUP_SCRIPT = `read -r _; for file in "$1"/*.pid; do kill -9 "$(cat "$file")"; done; rm -rf "$1"`;

/** Child processes with one temporary folder. They are killed and the folder is removed when this process exits, or earlier. */
export class Processes {
  readonly #children = new Map<string, ChildProcess>();
  readonly #cleanup: ChildProcess;

  constructor(private readonly directory: string) {
    // Detached, because Ctrl-C signals the whole foreground process group.
    this.#cleanup = spawn("/bin/sh", ["-c", CLEANUP_SCRIPT, "sh", directory], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.#cleanup.unref();
  }

  /** Starts a binary with flags; its file name identifies the process. */
  start(binary: string, flags: Readonly<Record<string, string>>): void {
    const name = path.basename(binary);
    const log = openSync(this.#file(name, "log"), "w");
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const child = spawn(binary, args, { cwd: this.directory, stdio: ["ignore", log, log] });
    closeSync(log);
    writeFileSync(this.#file(name, "pid"), String(child.pid));
    this.#children.set(name, child);
  }

  /** Returns the name of a process that exited, if any. */
  findExited(): string | undefined {
    return [...this.#children].find(([, child]) => !isRunning(child))?.[0];
  }

  /** Returns the last lines of a process's log. */
  tailLog(name: string): string {
    const lines = readFileSync(this.#file(name, "log"), "utf8").trimEnd().split("\n");
    return lines.slice(-LOG_LINES).join("\n");
  }

  /** Kills all processes and removes the folder. Their data is temporary, so no graceful shutdown is needed. */
  async end(): Promise<void> {
    const running = [...this.#children.values()].filter(isRunning);
    const exits = running.map((child) => once(child, "exit"));
    for (const child of running) child.kill("SIGKILL");
    await Promise.all(exits);
    await rm(this.directory, { recursive: true, force: true });
    this.#cleanup.stdin?.end();
  }

  #file(name: string, extension: string): string {
    return path.join(this.directory, `${name}.${extension}`);
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
