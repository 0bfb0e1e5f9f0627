import { livenessOf, type Machine } from "../../../../tools/backend/holder";

const HOLDER = { pid: 77, username: "alice", hostname: "laptop", timestamp: "2026-11-27T10:00:00Z" };

/** The laptop, on which process 77 runs this program, or does not exist. */
function laptop(program: string | undefined): Machine {
  const stdout = `${program ?? ""}\n`;
  return {
    hostname: "laptop",
    username: "alice",
    exists: (pid) => pid === 77 && program !== undefined,
    run: () => Promise.resolve({ exitCode: 0, stdout, stderr: "" }),
  };
}

describe("the update that holds a lock", () => {
  it.each([
    ["has ended if its process does not exist", HOLDER, undefined, "ended"],
    ["has ended if another program has its process ID", HOLDER, "bash", "ended"],
    ["runs if its process is Pulumi", HOLDER, "/usr/bin/pulumi", "running"],
    ["is unknown on another machine", { ...HOLDER, hostname: "runner-1" }, undefined, "unknown"],
    ["is unknown if the lock cannot be read", undefined, undefined, "unknown"],
  ])("%s", async (_, holder, program, status) => {
    expect(await livenessOf(holder, laptop(program))).toMatchObject({ status });
  });
});
