import { COMMAND_NOT_FOUND, type CommandResult } from "../../../../tools/terminal/command";
import type { Context } from "../../../../tools/doctor/context";
import type { Finding } from "../../../../tools/doctor/finding";

export const NOW = new Date("2026-10-01T12:00:00Z");
export const CALLER = { account: "111122223333", arn: "arn:aws:sts::111122223333:assumed-role/deployer/me" };
export const NO_CALLER = { unknown: "no AWS credentials" };

/** What commands print: standard output, or the error of a command that fails. Commands that are not listed do not exist. */
export type Answers = Readonly<Record<string, string | { readonly error: string }>>;

/** A context in which a command is answered by the first key that its words begin with. */
export function contextWith(answers: Answers, changes: Partial<Context> = {}): Context {
  const run = (command: string, args: readonly string[]): Promise<CommandResult> => {
    const words = [command, ...args].join(" ");
    const key = Object.keys(answers).find((each) => words.startsWith(each));
    const answer = key === undefined ? undefined : answers[key];
    if (answer === undefined) return Promise.resolve({ exitCode: COMMAND_NOT_FOUND, stdout: "", stderr: "ENOENT" });
    if (typeof answer === "string") return Promise.resolve({ exitCode: 0, stdout: answer, stderr: "" });
    return Promise.resolve({ exitCode: 1, stdout: "", stderr: answer.error });
  };
  return {
    env: {},
    now: NOW,
    nodeVersion: "24.9.0",
    engine: { command: "pulumi", version: "3.274.1", source: "path" },
    run,
    pulumi: (args) => run("pulumi", args),
    request: () => Promise.reject(new Error("offline")),
    // The process 42 of alice on the laptop runs, and no other.
    machine: { hostname: "laptop", username: "alice", exists: (pid) => pid === 42, run },
    ...changes,
  };
}

/** The status of each check, by its name. */
export function statuses(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.map(({ check, status }) => [check, status]));
}
