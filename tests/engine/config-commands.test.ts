import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse, stringify } from "yaml";

import { applySteps } from "../../config/diagnostics/apply-steps";
import { type FixStep, remove, set } from "../../config/diagnostics/finding";
import { fixLines } from "../../config/diagnostics/fix-lines";
import { findEngine } from "../../tools/engine";
import { runPulumiConfig } from "../unit/config/pulumi-config";

const VALUES = {
  environment: "dev",
  tags: { project: "shop", 'a"b': "x", "c\\d": "y", "e=f": "z", "": "q", "x.y": 5, "[0]": 4, "*": 6, " s ": 7 },
  network: { zones: ["a", "b"], nothing: null, mixed: ["1", 2, true], cidr: "10.0.0.0/16" },
  odd: { secure: ["a"], x: "b" },
  almost: { secure: "a", x: "b" },
};

/** Steps of fixes, and steps that must be refused. */
const CASES: readonly (readonly FixStep[])[] = [
  [set(["environment"], "prod")],
  [set(["environment"], true)],
  [set(["environment", "below"], "x")],
  [set(["new", "a", 0, "b"], "x")],
  [set(["network", "nat"], "none"), set(["tags", "owner"], "it's a team"), set(["network", "azs", 0], "a,b=c")],
  [set(["network", "count"], 7)],
  [set(["network", "count"], -7)],
  [set(["network", "count"], 1.5)],
  [set(["network", "count"], 1e20)],
  [set(["network", "account"], "0123")],
  [set(["network", "account"], "111122223333")],
  [set(["network", "account"], "99999999999999999999")],
  [set(["network", "version"], "1.30")],
  [set(["network", "public"], true)],
  [set(["network", "public"], "true")],
  [set(["network", "cidr"], '$(reboot) `x` \\ "')],
  [set(["network", "nothing", 0], "x")],
  [set(["network", "nothing", "key"], "x")],
  [set(["network", "zones", 2], "c")],
  [set(["network", "zones", 3], "c")],
  [set(["network", "zones", "key"], "c")],
  [set(["network", "zones", 0, "key"], "c")],
  [set(["network", 0], "c")],
  [set(["new", "secure"], "x")],
  [set(["cluster", "access", "token-service", "principalArn"], "arn:aws:iam::111122223333:role/deployer")],
  [set(["tags", "e=f"], "new"), set(["tags", "project"], "new")],
  [remove(["environment"])],
  [remove(["missing"])],
  [remove(["network", "missing", "below"])],
  [remove(["network", "zones", 0])],
  [remove(["network", "zones", 9])],
  [remove(["network", "mixed", 0])],
  [remove(["network", "zones", 1]), remove(["network", "zones", 0])],
  [remove(["network", "cidr"]), set(["network", "cidr"], 7)],
  [remove(["odd", "x"])],
  [remove(["almost", "x"])],
  ...Object.keys(VALUES.tags).map((key) => [remove(["tags", key])]),
];

let directory: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-commands-"));
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\nruntime: nodejs\n");
  const { command } = await findEngine();
  environment = {
    ...process.env,
    PATH: [path.dirname(command), process.env["PATH"]].join(path.delimiter),
    PULUMI_HOME: path.join(directory, "home"),
    PULUMI_BACKEND_URL: `file://${directory}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  inShell("pulumi stack init dev --non-interactive");
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function inShell(line: string): void {
  execFileSync("/bin/sh", ["-c", line], { cwd: directory, env: environment, stdio: ["ignore", "ignore", "pipe"] });
}

/** The values after the commands, with text in quotes; undefined if the CLI refuses them. */
function byTheCli(lines: readonly string[]): unknown {
  const file = path.join(directory, "Pulumi.dev.yaml");
  const config = Object.fromEntries(Object.entries(VALUES).map(([key, value]) => [`groundwork:${key}`, value]));
  writeFileSync(file, stringify({ config }, { defaultStringType: "QUOTE_DOUBLE" }));
  try {
    for (const line of lines) inShell(line);
  } catch {
    return undefined;
  }
  const { config: after } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key.replace("groundwork:", ""), value]));
}

function byTheModel(lines: readonly string[]): unknown {
  try {
    return lines.reduce<unknown>((values, line) => runPulumiConfig(line, values), VALUES);
  } catch {
    return undefined;
  }
}

describe("the commands of a fix", () => {
  it.each(CASES.map((steps) => ({ name: JSON.stringify(steps), steps })))(
    "change the file like the tested fix: $name",
    ({ steps }) => {
      const lines = fixLines(steps, "dev") ?? [];
      expect(lines).not.toEqual([]);
      const real = byTheCli(lines);
      expect(applySteps(VALUES, steps)).toEqual(real);
      expect(byTheModel(lines)).toEqual(real);
    },
  );
});
