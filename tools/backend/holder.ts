import { hostname, userInfo } from "node:os";

import type { RunCommand } from "../terminal/command";
import type { LockHolder } from "./locks";

/** Whether the update that holds a lock still runs, with the reason in words. */
export interface Liveness {
  readonly status: "running" | "ended" | "unknown";
  readonly reason: string;
}

/** This machine, as locks name it; tests replace it. */
export interface Machine {
  readonly hostname: string;
  readonly username: string;
  /** Whether a process exists, also one of another user. */
  readonly exists: (pid: number) => boolean;
  readonly run: RunCommand;
}

export function thisMachine(run: RunCommand): Machine {
  return { hostname: hostname(), username: userInfo().username, exists, run };
}

/** Whether the process that holds a lock still runs. Only the machine that it runs on knows. */
export async function livenessOf(holder: LockHolder | undefined, machine: Machine): Promise<Liveness> {
  if (holder === undefined) return { status: "unknown", reason: "the text of the lock cannot be read" };
  const { pid, hostname: host } = holder;
  if (host !== machine.hostname) {
    return { status: "unknown", reason: `the update was started on another machine, ${host}` };
  }
  if (pid === undefined) return { status: "unknown", reason: "the lock names no process" };
  if (!machine.exists(pid)) return { status: "ended", reason: `process ${pid} of this machine no longer exists` };
  // A process ID is used again.
  const { exitCode, stdout } = await machine.run("ps", ["-p", String(pid), "-o", "comm="]);
  const name = stdout.trim();
  if (exitCode === 0 && name !== "" && !name.includes("pulumi")) {
    return { status: "ended", reason: `process ${pid} of this machine is now another program, ${name}` };
  }
  return { status: "running", reason: `process ${pid} of this machine still runs` };
}

function exists(pid: number): boolean {
  try {
    // Signal 0 is not delivered.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
