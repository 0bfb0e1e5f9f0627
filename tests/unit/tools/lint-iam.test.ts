import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ACCEPTED, type AcceptedFinding } from "../../../tools/parliament/accepted";
import { lintReport, type LintedPolicy } from "../../../tools/parliament/findings";
import { PARLIAMENT } from "../../../tools/parliament/parliament";
import { pythonWith } from "../../../tools/engine/python-tool";
import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../../../tools/terminal/command";

const OK: CommandResult = { exitCode: 0, stdout: "", stderr: "" };

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(path.join(os.tmpdir(), "groundwork-python-"));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(cache, { recursive: true });
});

/** A machine with this version of Python; `venv` creates the same folder as the real module. */
function machine(version: string, pip: Partial<CommandResult> = {}): { run: RunCommand; calls: string[] } {
  const calls: string[] = [];
  const run: RunCommand = (command, args) => {
    calls.push([path.basename(command), ...args].join(" "));
    if (args[0] === "-c") return Promise.resolve({ ...OK, stdout: `${version}\n` });
    if (args[1] === "venv") {
      mkdirSync(path.join(args[2] ?? "", "bin"), { recursive: true });
      writeFileSync(path.join(args[2] ?? "", "bin", "python"), "");
      return Promise.resolve(OK);
    }
    return Promise.resolve({ ...OK, ...pip });
  };
  return { run, calls };
}

describe("pythonWith", () => {
  it("installs the pinned wheels into a virtual environment, once for each version of Python", async () => {
    const { run, calls } = machine("3.11.7");
    const python = await pythonWith(PARLIAMENT, cache, run);
    expect(python).toBe(path.join(cache, "ol-parliament-1.7.0-python-3.11.7", "bin", "python"));
    expect(existsSync(python)).toBe(true);
    expect(calls.at(-1)).toMatch(/^python -m pip install .*--no-deps --only-binary=:all: --require-hashes -r \S+$/);
    await pythonWith(PARLIAMENT, cache, run);
    expect(calls.filter((call) => call.includes("pip install"))).toHaveLength(1);
    await pythonWith(PARLIAMENT, cache, machine("3.12.1").run);
    expect(readdirSync(cache)).toHaveLength(2);
  });

  it.each<[string, RunCommand, RegExp]>([
    [
      "without Python",
      () => Promise.resolve({ ...OK, exitCode: COMMAND_NOT_FOUND }),
      /^Python is not installed \(no `python3` on PATH\), and ol-parliament 1\.7\.0 needs Python 3\.10 or newer; see https:/,
    ],
    ["with an old Python", machine("3.9.2").run, /^Python is 3\.9\.2, and ol-parliament 1\.7\.0 needs Python 3\.10/],
    [
      "without the venv module",
      (_, args) => Promise.resolve(args[0] === "-c" ? { ...OK, stdout: "3.12.0" } : { ...OK, exitCode: 1 }),
      /package python3-venv/,
    ],
    [
      "without PyPI",
      machine("3.12.0", { exitCode: 1, stderr: "no route to host" }).run,
      /^`pip install` of ol-parliament failed:\n +no route to host$/,
    ],
  ])("states the remedy %s, and stores nothing in the cache", async (_, run, message) => {
    await expect(pythonWith(PARLIAMENT, cache, run)).rejects.toThrow(message);
    expect(readdirSync(cache)).toEqual([]);
  });

  it("pins the version in the source code, and a hash for every package", () => {
    const requirements = readFileSync(PARLIAMENT.requirements, "utf8").replaceAll("\\\n", " ");
    const packages = requirements.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(packages.map((line) => line.split(" ")[0])).toContain(`${PARLIAMENT.name}==${PARLIAMENT.version}`);
    expect(packages.filter((line) => !/^\S+==\S+ +--hash=sha256:[0-9a-f]{64}/.test(line))).toEqual([]);
  });
});

describe("lintReport", () => {
  const POLICY: LintedPolicy = {
    kind: "identity",
    place: "aws:iam/rolePolicy:RolePolicy::a.policy",
    stack: "dev",
    document: {},
  };
  const FINDING = { policy: 0, issue: "UNKNOWN_ACTION", detail: "s3:Get" };
  const ACCEPTANCE: AcceptedFinding = { issue: /^UNKNOWN_ACTION$/, place: /::a\./, detail: /^s3:Get$/, reason: "why" };

  it("reports a finding with the stack and the resource of the policy", () => {
    expect(lintReport([POLICY], [FINDING], [])).toEqual([
      "dev: aws:iam/rolePolicy:RolePolicy::a.policy: UNKNOWN_ACTION s3:Get",
    ]);
  });

  it("accepts a finding whose place and detail match an entry", () => {
    expect(lintReport([POLICY], [FINDING], [ACCEPTANCE])).toEqual([]);
    expect(lintReport([{ ...POLICY, place: "x::b.policy" }], [FINDING], [ACCEPTANCE])).toHaveLength(2);
    expect(lintReport([POLICY], [{ ...FINDING, detail: "s3:Gets" }], [ACCEPTANCE])).toHaveLength(2);
  });

  it("reports an entry without a matching finding", () => {
    expect(lintReport([POLICY], [], [ACCEPTANCE])).toEqual([
      "tools/parliament/accepted.ts: no finding matches /^UNKNOWN_ACTION$/ /::a\\./ /^s3:Get$/: delete this entry",
    ]);
  });

  it("has a reason for every entry", () => {
    expect(ACCEPTED.filter(({ reason }) => !/^[A-Z].{20,}/.test(reason))).toEqual([]);
  });
});
