import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { GENERATED } from "../../../tools/config/schema";
import { edited, fileText, MINIMAL, PROJECT_DIR, STACKS_DIR } from "./fixtures";
import { useProject } from "./run-tool";

const project = useProject();
const { stackFile, run } = project;

describe("config validate", () => {
  it("prints a line for every valid stack", async () => {
    stackFile("dev", MINIMAL);
    stackFile("ann", edited(MINIMAL, { name: "ann" }));
    expect(await run("validate")).toEqual({
      exitCode: 0,
      output: [
        "✓ Pulumi.ann.yaml  ann-dev in eu-west-1 a b, account 111122223333, Kubernetes 1.36",
        "✓ Pulumi.dev.yaml  shop-dev in eu-west-1 a b, account 111122223333, Kubernetes 1.36",
      ].join("\n"),
    });
  });

  it("reports names that another file of the folder has too, even if it checks one file", async () => {
    stackFile("dev", MINIMAL);
    stackFile("ann", MINIMAL);
    const both = await run("validate");
    expect(both.output.match(/stack\/platform-exists-twice/g)).toHaveLength(2);
    const { exitCode, output } = await run("validate", "dev");
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^✗ Pulumi\.dev\.yaml: 1 problem[\s\S]+Stack `\S*ann\S*` has the same name/);
  });

  it("finds no problems in the stacks of the tests", async () => {
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.staging.yaml", "Pulumi.prod.yaml"]) {
      cpSync(path.join(STACKS_DIR, file), path.join(project.directory, file));
    }
    expect(await run("validate")).toMatchObject({
      exitCode: 0,
      output: expect.not.stringContaining("warning") as string,
    });
  });

  it.each([
    [
      "bootstrap/Pulumi.example.yaml",
      0,
      "✓ Pulumi.example.yaml  shop-prod in eu-west-1, account 111122223333, bootstrap",
    ],
    ["examples/fleet/Pulumi.a.yaml", 0, "buckets"],
    ["examples/extensions/Pulumi.orders.yaml", 0, "Kubernetes 1."],
    [
      "examples/app/Pulumi.dev.yaml",
      1,
      "✗ Pulumi.dev.yaml is not a stack of Groundwork: it belongs to the project shop",
    ],
  ])("checks %s as its project does", async (file, exitCode, line) => {
    const result = await run("validate", path.join(PROJECT_DIR, file));
    expect(result).toEqual({ exitCode, output: expect.stringContaining(line) as string });
    expect(result.output.split("\n")).toHaveLength(1);
  });

  it("reports every problem of an invalid stack, and continues with the next stack", async () => {
    stackFile("dev", edited(MINIMAL, { "network.nat": "two", "tags.ownr": "x" }));
    stackFile("staging", edited(MINIMAL, { environment: "staging" }));
    const { exitCode, output } = await run("validate");
    expect(exitCode).toBe(1);
    expect(output).toContain("✗ Pulumi.dev.yaml: 2 problems\n\nPulumi.dev.yaml:");
    expect(output).toContain("✓ Pulumi.staging.yaml");
  });

  it("checks only the stacks in its arguments", async () => {
    stackFile("dev", edited(MINIMAL, { name: "X" }));
    stackFile("staging", edited(MINIMAL, { environment: "staging" }));
    expect((await run("validate", "staging")).exitCode).toBe(0);
  });

  it("accepts the path of a stack file in any folder, and no other path", async () => {
    const { exitCode, output } = await run("validate", path.join(PROJECT_DIR, "examples/Pulumi.minimal.yaml"));
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^✓ Pulumi\.minimal\.yaml {2}minimal-dev in eu-west-1 a b,/);
    expect(await run("validate", path.join(PROJECT_DIR, "package.yaml"))).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining(
        "package.yaml: not a stack file; those are called Pulumi.<stack>.yaml.",
      ) as string,
    });
  });

  it("shows warnings without failing", async () => {
    stackFile("dev", edited(MINIMAL, { "network.nat": "none" }));
    const { exitCode, output } = await run("validate");
    expect(exitCode).toBe(0);
    expect(output).toContain("! warning Pulumi.dev.yaml:");
  });

  describe("with a waivers file", () => {
    const WAIVER = { rule: "vpc-flow-logs", resource: "network-vpc", reason: "A test", owner: "Tests" };

    function waivers(...entries: readonly object[]): void {
      mkdirSync(path.join(project.directory, "policy"));
      writeFileSync(path.join(project.directory, "policy/waivers.yaml"), JSON.stringify({ waivers: entries }));
    }

    it("counts the waivers that are valid", async () => {
      stackFile("dev", MINIMAL);
      waivers({ ...WAIVER, expires: "2099-12-31" });
      const { exitCode, output } = await run("validate");
      expect(exitCode).toBe(0);
      expect(output).toContain("✓ policy/waivers.yaml  1 waiver");
    });

    it.each<[string, object, object, string]>([
      ["that has expired", { expires: "2020-01-01" }, {}, "policy/expired-waiver"],
      ["of a rule that does not exist", { rule: "flow-logs", expires: "2099-12-31" }, {}, "policy/unknown-rule"],
      ["without an end", {}, {}, "policy/invalid-waiver"],
      [
        "of a rule that the stack disables",
        { expires: "2099-12-31" },
        { "policy.rules": { "vpc-flow-logs": "disabled" } },
        "policy/unused-waiver",
      ],
    ])("refuses a waiver %s", async (_, waiver, edits, code) => {
      stackFile("dev", edited(MINIMAL, edits as Record<string, unknown>));
      waivers({ ...WAIVER, ...waiver });
      const { exitCode, output } = await run("validate", "dev");
      expect(exitCode).toBe(1);
      expect(output).toContain(`[${code}]`);
      const json = JSON.parse((await run("validate", "--json")).output) as {
        file: string;
        problems: { code: string }[];
      }[];
      expect(json.map(({ file, problems }) => [file, problems.map((problem) => problem.code)])).toEqual([
        ["Pulumi.dev.yaml", []],
        ["policy/waivers.yaml", [code]],
      ]);
    });

    it("accepts a waiver that has expired if it is about other stacks only", async () => {
      stackFile("dev", MINIMAL);
      waivers({ ...WAIVER, stacks: ["prod"], expires: "2020-01-01" });
      expect((await run("validate", "dev")).exitCode).toBe(0);
    });
  });

  it("lists values that it could not check", async () => {
    stackFile("dev", edited(MINIMAL, { "tags.owner": { secure: "v1:canary" } }));
    expect(await run("validate")).toEqual({
      exitCode: 0,
      output: "✓ Pulumi.dev.yaml  not checked, because values are encrypted: tags.owner",
    });
  });

  it.each([
    ["a stack without a file", "qa", 2, "Pulumi.qa.yaml does not exist in"],
    ["a file that is not YAML", "odd", 1, "✗ Pulumi.odd.yaml: not a stack file"],
  ])("fails on %s", async (_, stack, expectedCode, expected) => {
    writeFileSync(path.join(project.directory, "Pulumi.odd.yaml"), "config: [");
    const { exitCode, output } = await run("validate", stack);
    expect(exitCode).toBe(expectedCode);
    expect(output).toContain(expected);
  });

  it.each([
    [[], "mv Pulumi.dev.yml Pulumi.dev.yaml"],
    [["dev"], "move its values to the file with the extension .yaml, which exists, then delete Pulumi.dev.yml"],
  ])("fails for a file with the extension .yml, which Pulumi does not read, beside %j", async (others, fix) => {
    for (const stack of others) stackFile(stack, MINIMAL);
    writeFileSync(path.join(project.directory, "Pulumi.dev.yml"), fileText(MINIMAL));
    const message = `Pulumi.dev.yml is not read by Pulumi: a stack file has the extension of the project file, Pulumi.yaml.\n  fix       ${fix}`;
    expect(await run("validate")).toEqual({ exitCode: 1, output: `✗ ${message}` });
    for (const target of ["dev", "Pulumi.dev.yml"]) {
      expect(await run("validate", target)).toEqual({ exitCode: 2, output: message });
    }
  });

  it("fails without a stack file", async () => {
    expect(await run("validate")).toEqual({
      exitCode: 1,
      output: `No stack file (Pulumi.<stack>.yaml) in ${project.directory}.`,
    });
  });
});

describe("a file that cannot be read", () => {
  it.each<[string, (file: string) => void, string]>([
    [
      "a directory",
      (file) => {
        mkdirSync(file);
      },
      "Pulumi.dev.yaml is a directory, not a stack file.",
    ],
    [
      "a file in another encoding",
      (file) => {
        writeFileSync(file, Buffer.from([0xff, 0xfe, 0x63, 0x00]));
      },
      "Pulumi.dev.yaml is not encoded in UTF-8.",
    ],
  ])("has an error with a remedy if it is %s", async (_, make, reason) => {
    make(path.join(project.directory, "Pulumi.dev.yaml"));
    const { exitCode, output } = await run("validate", "dev");
    expect([exitCode, output]).toEqual([1, expect.stringContaining(reason) as string]);
    expect(output).toContain("  fix       ");
  });
});

describe("config tags", () => {
  it.each([
    ["markdown", "| `Owner` | `web` | `web`, `ops` |"],
    ["json", '"allowed": ['],
    ["organizations-policy", '"@@assign": "Owner"'],
    ["config-rule", '"tag2Value": "web,ops"'],
    ["cost-allocation", '"TagKey": "Owner"'],
  ])("prints the tags and their rules in the format %s", async (format, expected) => {
    stackFile("dev", edited(MINIMAL, { "tags.owner": "web", "tags.required": { Owner: { allowed: ["web", "ops"] } } }));
    const { exitCode, output } = await run("tags", "dev", "--format", format);
    expect([exitCode, output]).toEqual([0, expect.stringContaining(expected) as string]);
  });

  it("reports the errors of the stack file", async () => {
    stackFile("dev", edited(MINIMAL, { "tags.owner": "" }));
    const { exitCode, output } = await run("tags", "dev");
    expect([exitCode, output]).toEqual([1, expect.stringContaining("tags.owner") as string]);
  });
});

describe("config show", () => {
  it("prints the configuration with defaults as YAML", async () => {
    stackFile("dev", MINIMAL);
    const { exitCode, output } = await run("show", "dev");
    expect(exitCode).toBe(0);
    expect(parse(output)).toMatchObject({ platformName: "shop-dev", network: { nat: "single" }, aws: MINIMAL.aws });
  });

  it("masks secrets and shows the rest", async () => {
    stackFile(
      "dev",
      edited(MINIMAL, { "tags.owner": { secure: "v1:canary" }, "network.cidr": { secure: "v1:canary" } }),
    );
    const { exitCode, output } = await run("show", "dev");
    expect(exitCode).toBe(0);
    expect(output).not.toContain("canary");
    expect(parse(output)).toMatchObject({
      tags: { owner: "[secret]", project: "shop" },
      network: { cidr: "[secret]", nat: "single" },
    });
  });

  it("ends with the bill, as comments", async () => {
    stackFile("dev", MINIMAL);
    const { output } = await run("show", "dev");
    const [, comments = ""] = output.split("\n\n");
    expect(comments.split("\n").every((text) => text.startsWith("# "))).toBe(true);
    expect(comments).toMatch(/^# Monthly costs in USD, .*\n#   EKS control plane +1 x +\$73\.00 +\$73\.00\n/);
    expect(comments).toMatch(/\n#   fixed +\$\d+\.\d\d\n/);
  });

  it("has no bill if values are encrypted", async () => {
    stackFile("dev", edited(MINIMAL, { "tags.owner": { secure: "v1:canary" } }));
    expect((await run("show", "dev")).output).toMatch(
      /\n# Monthly costs are unknown, because they depend on encrypted values\.$/,
    );
  });

  it("prints the problems of an invalid stack", async () => {
    stackFile("dev", edited(MINIMAL, { name: "Shop" }));
    expect(await run("show", "dev")).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("1 problem") as string,
    });
    expect(await run("show", "qa")).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining("does not exist") as string,
    });
  });
});

describe("config schema", () => {
  const written = (): string[] => GENERATED.map(({ file }) => readFileSync(path.join(project.directory, file), "utf8"));

  it("names each file that is out of date, and writes it", async () => {
    for (const { file } of GENERATED) {
      mkdirSync(path.dirname(path.join(project.directory, file)), { recursive: true });
      writeFileSync(path.join(project.directory, file), "{}");
    }
    const { exitCode, output } = await run("schema", "--check");
    expect(exitCode).toBe(1);
    expect(output.split("\n")).toEqual(
      GENERATED.map(({ file }) => `✗ ${file} is out of date. Run: npm run config -- schema`),
    );
    expect((await run("schema")).exitCode).toBe(0);
    expect(written()).toEqual(GENERATED.map(({ file }) => readFileSync(path.join(PROJECT_DIR, file), "utf8")));
    expect((await run("schema", "--check")).exitCode).toBe(0);
  });
});

describe("config set", () => {
  it("writes a map with a line for each key, as in hand-written files, and a list on one line", async () => {
    stackFile("dev", MINIMAL);
    const group = { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3, labels: { tier: "web" } };
    const { output } = await run("set", "dev", "cluster.nodeGroups.batch", JSON.stringify(group));
    expect(output).not.toContain("{");
    expect(readFileSync(path.join(project.directory, "Pulumi.dev.yaml"), "utf8")).toMatch(
      /\n +batch:\n +instanceTypes: \[m7g\.large\]\n +minSize: 1\n +desiredSize: 1\n +maxSize: 3\n +labels:\n +tier: web\n/,
    );
  });
});

describe("config", () => {
  it.each([
    [[], "The command is missing."],
    [["validat"], "Unknown command: validat. Did you mean validate?"],
    [["show"], "The stack is missing."],
    [["show", "dev", "prod"], "Unexpected argument: prod"],
    [["schema", "dev"], "Unexpected argument: dev"],
    [["validate", "--check"], "Unknown option: --check"],
    [["schema", "--chekc"], "Unknown option: --chekc. Did you mean --check?"],
  ])("rejects %j", async (args, reason) => {
    const { exitCode, output } = await run(...args);
    expect(exitCode).toBe(2);
    expect(output).toContain(reason);
    expect(output).toContain("Usage: npm run config");
  });
});
