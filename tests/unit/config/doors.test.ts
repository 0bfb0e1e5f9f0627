import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import { checkStack, ConfigError, StackFileNotFoundError } from "../../../config";
import { formatProblem, formatProblems } from "../../../config/diagnostics/format";
import { loadConfig } from "../../../config/program";
import { isContainer, type Path, withValueAt } from "../../../config/source/path";
import type * as projectFiles from "../../../config/source/project-files";
import { readStackFile } from "../../../config/source/project-files";
import { brokenConfigs } from "./broken-config";
import { edited, fileText, MINIMAL, STACKS_DIR, TODAY } from "./fixtures";

jest.mock("../../../config/source/project-files", () => {
  const actual = jest.requireActual<typeof projectFiles>("../../../config/source/project-files");
  // Commands name a file in a temporary folder by its path.
  const stackArgument = (_: string, stack: string): string => stack;
  return { ...actual, stackArgument, readStackFile: jest.fn(actual.readStackFile) };
});

const CANARY = "canary-7f3a9";

/** A project folder of its own, in which the program runs. */
let directory: string;
let warnings: string[];
/** What the last update exported. */
let lastRecord: unknown;
let recordReads: number;

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-config-"));
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\nruntime: nodejs\n");
  jest.spyOn(process, "cwd").mockReturnValue(directory);
  warnings = [];
  lastRecord = undefined;
  recordReads = 0;
  jest.spyOn(pulumi.log, "warn").mockImplementation((text) => {
    warnings.push(text);
    return Promise.resolve();
  });
  await runAs("dev");
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

async function runAs(stack: string): Promise<void> {
  const nothing: pulumi.runtime.Mocks = {
    newResource: () => ({ id: undefined, state: {} }),
    call: () => {
      recordReads += 1;
      return { outputs: { platformRecord: lastRecord } };
    },
  };
  await pulumi.runtime.setMocks(nothing, "groundwork", stack, false, "organization");
}

/** Hands a stack file's text to the program the way the engine does, and keeps it where the program looks for it. */
function giveProgram(text: string, stack = "dev", secretKeys: string[] = []): void {
  writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), text);
  const { config } = parse(text) as { config?: Record<string, unknown> | null };
  const values = Object.entries(config ?? {}).map(([key, value]) => [key, engineText(value)]);
  pulumi.runtime.setAllConfig(Object.fromEntries(values) as Record<string, string>, secretKeys);
}

function engineText(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

async function messageOf(body: () => Promise<unknown>): Promise<string> {
  try {
    await body();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("the check in the program and the check of the stack file", () => {
  // Encrypted values are readable for the program only: there the two reports differ.
  const cases = brokenConfigs().filter(({ file, needsCompiler }) => !file.includes("secrets") && !needsCompiler);

  it.each(cases)("give the same report on $file", async ({ text, stack, report }) => {
    await runAs(stack);
    if (report.includes("not a stack file")) writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), text);
    else giveProgram(text, stack);
    const message = await messageOf(() => loadConfig({ today: TODAY }));
    const warned = warnings.map((warning) => `warning: ${warning}`);
    const problems = message === "" ? `Pulumi.${stack}.yaml: 0 problems` : message;
    expect([problems, ...warned].join("\n\n")).toBe(report);
  });

  it("give the same configuration", async () => {
    giveProgram(readFileSync(path.join(STACKS_DIR, "Pulumi.dev.yaml"), "utf8"));
    expect((await loadConfig({ today: TODAY })).config).toEqual(
      checkStack(directory, "dev", { today: TODAY }).verdict.config,
    );
    expect(warnings).toEqual([]);
  });

  it("give the same report on values of Pulumi.yaml and of environment variables", async () => {
    const shared = { project: "shop", ownr: "web", costCenter: "cc-1", department: "retail" };
    const project = { name: "groundwork", config: { "groundwork:tags": { value: shared } } };
    writeFileSync(path.join(directory, "Pulumi.yaml"), JSON.stringify(project));
    giveProgram(fileText(Object.fromEntries(Object.entries(MINIMAL).filter(([key]) => key !== "tags"))));
    // The engine merges the values of Pulumi.yaml.
    const merged = { ...pulumi.runtime.allConfig(), "groundwork:tags": JSON.stringify(shared) };
    pulumi.runtime.setAllConfig(merged);
    process.env["GROUNDWORK_AWS_REGION"] = "nowhere";
    const report = formatProblems("Pulumi.dev.yaml", checkStack(directory, "dev", { today: TODAY }).verdict.problems);
    expect(report).toContain("Pulumi.yaml:1:");
    expect(report).toContain("GROUNDWORK_AWS_REGION  aws.region");
    expect(await messageOf(() => loadConfig({ today: TODAY }))).toBe(report);
    Reflect.deleteProperty(process.env, "GROUNDWORK_AWS_REGION");
  });

  it("give the same warnings", async () => {
    giveProgram(fileText(edited(MINIMAL, { "network.nat": "none" })));
    await loadConfig({ today: TODAY });
    const [warning] = checkStack(directory, "dev", { today: TODAY }).verdict.warnings;
    expect(warnings).toEqual([warning === undefined ? "" : formatProblem("Pulumi.dev.yaml", warning)]);
  });
});

describe("the program", () => {
  it("reads the stack file and the record of the last update once", async () => {
    giveProgram(fileText(MINIMAL));
    jest.mocked(readStackFile).mockClear();
    const { platformRecord } = await loadConfig({ today: TODAY });
    expect(platformRecord["network.controlPlaneZones"]).toBe("a,b");
    expect(readStackFile).toHaveBeenCalledTimes(1);
    expect(recordReads).toBe(1);
  });

  it("reads values from other sources, such as Pulumi ESC, without a stack file", async () => {
    giveProgram(fileText(MINIMAL));
    rmSync(path.join(directory, "Pulumi.dev.yaml"));
    expect((await loadConfig({ today: TODAY })).config.platformName).toBe("shop-dev");
  });

  it("reports that the stack file does not exist if there are no values", async () => {
    pulumi.runtime.setAllConfig({});
    await expect(loadConfig({ today: TODAY })).rejects.toThrow(StackFileNotFoundError);
  });

  it("throws an error that Pulumi prints without a stack trace", async () => {
    giveProgram(fileText(edited(MINIMAL, { name: "Shop" })));
    let thrown: unknown;
    try {
      await loadConfig({ today: TODAY });
    } catch (error) {
      thrown = error;
    }
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
  });

  it("compares values with the record of the last update", async () => {
    giveProgram(fileText(MINIMAL));
    lastRecord = { "network.cidr": "10.9.0.0/16" };
    expect(await messageOf(() => loadConfig({ today: TODAY }))).toContain(
      "network.cidr  [transitions/immutable-key]\n  Changing `network.cidr` replaces the VPC",
    );
  });

  it("reads the date from the clock", async () => {
    jest.useFakeTimers({ now: new Date("2028-01-01"), doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
    giveProgram(fileText(MINIMAL));
    expect(await messageOf(() => loadConfig())).toContain("Standard support ended on 2027-08-02");
    jest.useRealTimers();
  });
});

describe("a secret", () => {
  const leaves = leavesIn(MINIMAL, []);

  it.each(leaves.map((place) => ({ place, name: place.join(".") })))(
    "at $name is shown neither by the program nor by the check of the stack file",
    async ({ place }) => {
      const part = String(place[0]);
      giveProgram(fileText(withValueAt(MINIMAL, place, CANARY)), "dev", [`groundwork:${part}`]);
      const inProgram = await messageOf(() => loadConfig({ today: TODAY }));

      writeFileSync(path.join(directory, "Pulumi.dev.yaml"), fileText(withValueAt(MINIMAL, place, { secure: CANARY })));
      const { problems, warnings: others } = checkStack(directory, "dev", { today: TODAY }).verdict;

      expect(
        [inProgram, ...warnings, formatProblems("Pulumi.dev.yaml", [...problems, ...others])].join("\n"),
      ).not.toContain(CANARY);
    },
  );

  it("is masked in an error about it", async () => {
    giveProgram(fileText(edited(MINIMAL, { "network.cidr": CANARY })), "dev", ["groundwork:network"]);
    expect(await messageOf(() => loadConfig({ today: TODAY }))).toBe(
      [
        "Pulumi.dev.yaml: 1 problem",
        "",
        "Pulumi.dev.yaml:16:11  network.cidr  [schema/invalid-value]",
        "  The value is not an IPv4 block.",
        "  found     [secret]",
        "  allowed   an IPv4 block with a prefix from /16 to /28, such as 10.0.0.0/16",
        "  fix       correct `network.cidr`",
      ].join("\n"),
    );
  });

  it("is masked in an error about another value that depends on it", async () => {
    giveProgram(fileText(edited(MINIMAL, { "network.cidr": "172.20.0.0/16" })), "dev", ["groundwork:network"]);
    const message = await messageOf(() => loadConfig({ today: TODAY }));
    expect(message).toContain("see       network.cidr (line 16): [secret]");
    expect(message).toContain("fix       set `cluster.serviceCidr`");
  });
});

describe("a secret at an invalid place", () => {
  it.each([
    ["beside an unknown key", { secure: CANARY, note: "x" }],
    ["in a list", { secure: [CANARY] }],
    ["in a map", { secure: { text: CANARY } }],
    ["below itself", { secure: { secure: CANARY } }],
    ["in a text", JSON.stringify({ secure: CANARY })],
  ])("is not shown: %s", (_, value) => {
    for (const at of ["tags.owner", "tags.ownr", "network.cidr", "cluster", "unknown", "network.zones"]) {
      writeFileSync(path.join(directory, "Pulumi.dev.yaml"), fileText(edited(MINIMAL, { [at]: value })));
      const { problems, warnings: others } = checkStack(directory, "dev", { today: TODAY }).verdict;
      expect(problems).not.toEqual([]);
      expect(formatProblems("Pulumi.dev.yaml", [...problems, ...others])).not.toContain(CANARY);
    }
  });

  it("is not shown in the message of a rule that uses it", async () => {
    const values = edited(MINIMAL, {
      name: "canary-name",
      teardown: "shop-dev",
      "aws.permissionsBoundaryArn": boundary,
    });
    giveProgram(fileText(values), "dev", ["groundwork:name", "groundwork:aws"]);
    const message = await messageOf(() => loadConfig({ today: TODAY }));
    expect(message).toContain("allowed   a policy of account [secret], or an AWS managed policy");
    expect(message).not.toContain("canary-name");
    expect(message).not.toContain("111122223333:policy");
  });
});

const boundary = "arn:aws:iam::444455556666:policy/boundary";

function leavesIn(value: unknown, at: Path): Path[] {
  if (!isContainer(value)) return [at];
  return Array.isArray(value)
    ? value.flatMap((item, index) => leavesIn(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) => leavesIn(item, [...at, key]));
}
