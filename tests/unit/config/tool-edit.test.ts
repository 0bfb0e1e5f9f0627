import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { edited, fileText, MINIMAL } from "./fixtures";
import { useProject } from "./run-tool";

const project = useProject();
const { stackFile, run } = project;

describe("config set, rm and mv", () => {
  const text = (): string => readFileSync(path.join(project.directory, "Pulumi.dev.yaml"), "utf8");

  it("change the stack file without the Pulumi CLI, and keep its comments", async () => {
    writeFileSync(
      path.join(project.directory, "Pulumi.dev.yaml"),
      "config:\n  # Ours.\n  groundwork:tags: { ownr: web }\n",
    );
    const outputOf = async (...args: string[]): Promise<string | undefined> =>
      (await run(...args)).output.split("\n")[0];
    expect(await outputOf("mv", "dev", "tags.ownr", "tags.owner")).toBe(
      "✓ Pulumi.dev.yaml  tags.ownr is now tags.owner",
    );
    expect(await outputOf("set", "dev", "network.zones", '["a"]')).toBe("✓ Pulumi.dev.yaml  network.zones set");
    expect(await outputOf("set", "dev", "aws.accountId", "012345678901")).toBe("✓ Pulumi.dev.yaml  aws.accountId set");
    expect(await outputOf("rm", "dev", "network.nat")).toBe("! Pulumi.dev.yaml  nothing to change at network.nat");
    expect(parse(text())).toEqual({
      config: {
        "groundwork:tags": { owner: "web" },
        "groundwork:network": { zones: ["a"] },
        "groundwork:aws": { accountId: "012345678901" },
      },
    });
    expect(text()).toContain("  # Ours.\n");
  });

  it.each([
    [["set", "dev", "network..nat", "x"], 1, "is not a path of a value"],
    [["rm", "test", "network.nat"], 2, "Pulumi.test.yaml does not exist in"],
    [["mv", "dev", "tags.a", "tags.b"], 1, "The file has no `groundwork:tags.a`."],
    [["set", "dev", "network.nat"], 2, "The argument <value> is missing."],
    [["rm", "dev"], 2, "The argument <path> is missing."],
  ])("refuse %j", async (args, exitCode, reason) => {
    stackFile("dev", MINIMAL);
    expect(await run(...args)).toEqual({ exitCode, output: expect.stringContaining(reason) as string });
  });

  it("write a value that makes the file invalid, and print the number of problems", async () => {
    stackFile("dev", MINIMAL);
    expect(await run("set", "dev", "network.nat", "two")).toEqual({
      exitCode: 0,
      output: expect.stringMatching(
        /^✓ Pulumi\.dev\.yaml {2}network\.nat set\n! Pulumi\.dev\.yaml has 1 problem\. To list them: npm run config -- validate /,
      ) as string,
    });
    expect((await run("set", "dev", "network.nat", "single")).output).toBe("✓ Pulumi.dev.yaml  network.nat set");
  });

  it.each([
    [["set", "dev", "network.natt", "single"], "schema/misspelt-key", 'Did you mean "nat"?'],
    [["set", "dev", "groundwork:network.natt", "single"], "schema/misspelt-key", 'Did you mean "nat"?'],
    [["set", "dev", "tags", '{"ownr":"web"}'], "schema/misspelt-key", 'Did you mean "owner"?'],
    [["set", "dev", "nonsense.key", "1"], "schema/unknown-key", "Groundwork does not read this key."],
    [["mv", "dev", "tags.owner", "tags.ownr"], "schema/misspelt-key", 'Did you mean "owner"?'],
  ])("refuse the key that %j would write, with the text of validate", async (args, code, message) => {
    stackFile("dev", MINIMAL);
    const { exitCode, output } = await run(...args);
    expect(exitCode).toBe(1);
    for (const part of [`[${code}]`, message, "The file is unchanged."]) expect(output).toContain(part);
    expect(text()).toBe(fileText(MINIMAL));
  });

  it.each([
    [["mv", "dev", "tags.owner", "tags.__proto__"], "[schema/reserved-key]"],
    [["set", "dev", "storage.buckets", '{"__proto__":{}}'], "[schema/reserved-key]"],
    [["set", "dev", "network.zones", "["], "is not JSON"],
    [["set", "dev", "network.zones", "[a, b]"], `text are in double quotes, also in a list: '["text"]'`],
    [["set", "dev", "tags", '{"owner": web}'], "is not JSON"],
  ])("write nothing for %j", async (args, reason) => {
    stackFile("dev", MINIMAL);
    const { exitCode, output } = await run(...args);
    expect(exitCode).toBe(1);
    for (const part of [reason, "The file is unchanged."]) expect(output).toContain(part);
    expect(text()).toBe(fileText(MINIMAL));
  });

  it("write text that begins like a list where the schema has text", async () => {
    stackFile("dev", MINIMAL);
    expect(await run("set", "dev", "tags.required.Owner.pattern", "[a-z]+")).toMatchObject({ exitCode: 0 });
    expect(parse(text())).toMatchObject({
      config: { "groundwork:tags": { required: { Owner: { pattern: "[a-z]+" } } } },
    });
  });

  it("move a part of an earlier release with an old name in it, which validate then renames", async () => {
    const alarms = { emails: ["ops@example.com"], watchedAccess: ["deployer"] };
    stackFile("dev", edited(MINIMAL, { "governance.alarms": alarms }));
    const commands = [
      ["mv", "dev", "governance.alarms", "monitoring.alarms"],
      ["rm", "dev", "governance"],
      ["mv", "dev", "monitoring.alarms.watchedAccess", "monitoring.alarms.auditedAccess"],
    ];
    for (const command of commands) expect(await run(...command)).toMatchObject({ exitCode: 0 });
    expect((parse(text()) as { config: object }).config).toMatchObject({
      "groundwork:monitoring": { alarms: { emails: ["ops@example.com"], auditedAccess: ["deployer"] } },
    });
    expect(await run("validate", "dev")).toMatchObject({ exitCode: 0 });
  });

  it("refuse to write an old name of a key", async () => {
    stackFile("dev", MINIMAL);
    const command = ["set", "dev", "monitoring.alarms", '{"emails":["a@example.com"],"watchedAccess":[]}'];
    expect(await run(...command)).toMatchObject({ exitCode: 1 });
    expect(text()).toBe(fileText(MINIMAL));
  });

  it("repair a file with an unknown key elsewhere", async () => {
    stackFile("dev", edited(MINIMAL, { "tags.ownr": "x", "network.nat": "two" }));
    expect((await run("set", "dev", "network.nat", "single")).output).toContain("has 1 problem.");
    expect((await run("rm", "dev", "tags.ownr")).output).toBe("✓ Pulumi.dev.yaml  tags.ownr removed");
  });

  it("set no encrypted value, and name the command of Pulumi that does", async () => {
    writeFileSync(path.join(project.directory, "Pulumi.dev.yaml"), "config:\n  groundwork:name:\n    secure: v1:abc\n");
    const { exitCode, output } = await run("set", "dev", "name", "shop");
    expect([exitCode, output]).toEqual([1, expect.stringContaining("npm run pulumi -- config set") as string]);
    expect(text()).not.toContain("shop");
  });
});
