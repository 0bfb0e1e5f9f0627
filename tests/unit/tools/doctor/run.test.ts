import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import pc from "picocolors";

import { checkStackFile } from "../../../../tools/doctor/checks/stack-file";
import { fail, pass, skipped } from "../../../../tools/doctor/finding";
import { render } from "../../../../tools/doctor/render";
import { runDoctor } from "../../../../tools/doctor/run";
import { runCommand } from "../../../../tools/terminal/command";
import { PROJECT_DIR, STACKS_DIR, TODAY } from "../../config/fixtures";
import { CALLER, contextWith } from "./fixture";

const target = (directory: string, stack: string) => ({
  stack,
  directory,
  file: path.join(directory, `Pulumi.${stack}.yaml`),
});
const PLAIN = pc.createColors(false);

describe("npm run doctor", () => {
  it("checks the machine once, and each stack without AWS, GitHub and network", async () => {
    const stacks = ["dev", "prod"].map((stack) => target(STACKS_DIR, stack));
    const sections = await runDoctor(stacks, [], contextWith({}, { now: TODAY }));
    expect(sections.map(({ title }) => title)).toEqual([
      "This machine",
      "Stack tests/stacks/Pulumi.dev.yaml",
      "Stack tests/stacks/Pulumi.prod.yaml",
    ]);
    const findings = sections.flatMap((section) => section.findings);
    expect(findings.filter(({ status }) => status === "fail")).toEqual([]);
    expect(findings.filter(({ status, fix }) => status === "warn" && fix === undefined)).toEqual([]);
  });

  it("compares account, access and quotas of the stack with those of the credentials", async () => {
    const answers = {
      "aws sts": JSON.stringify({ Account: "999988887777", Arn: CALLER.arn }),
      "aws configure": "{}",
      "aws service-quotas": JSON.stringify({ Quota: { Value: 1000 } }),
    };
    const [, dev] = await runDoctor([target(STACKS_DIR, "dev")], [], contextWith(answers, { now: TODAY }));
    expect(dev?.findings.filter(({ status }) => status === "fail").map(({ check }) => check)).toEqual(["Account"]);
    expect(dev?.findings).toContainEqual(
      expect.objectContaining({ check: "Quota: Elastic IP addresses per Region", status: "pass" }),
    );
  });
});

describe("the stack file", () => {
  it.each([
    [STACKS_DIR, "dev"],
    [path.join(PROJECT_DIR, "examples/fleet"), "a"],
    [path.join(PROJECT_DIR, "bootstrap"), "example"],
  ])("in %s of stack %s is valid, with its account and Region", (directory, stack) => {
    const { finding, settings } = checkStackFile(target(directory, stack), TODAY);
    expect(finding).toMatchObject({ status: "pass" });
    expect(settings?.aws.accountId).toMatch(/^\d{12}$/);
  });

  it("of an application is skipped, because only its program knows its keys", () => {
    const { finding } = checkStackFile(target(path.join(PROJECT_DIR, "examples/app"), "dev"), TODAY);
    expect(finding).toMatchObject({
      status: "skipped",
      message: expect.stringContaining("application shop") as string,
    });
  });

  it.each([
    ["config: {}", /errors$/],
    ["config: [", /Pulumi\.dev\.yaml/],
  ])("with the text %j fails", (text, message) => {
    const directory = mkdtempSync(path.join(tmpdir(), "groundwork-doctor-"));
    try {
      writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\nruntime: nodejs\n");
      writeFileSync(path.join(directory, "Pulumi.dev.yaml"), text);
      const { finding, settings } = checkStackFile(target(directory, "dev"), TODAY);
      expect(finding).toMatchObject({ status: "fail", message: expect.stringMatching(message) as string });
      expect(settings).toBeUndefined();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe("the table of findings", () => {
  it("joins skipped checks with the same reason, states fixes in one line, and counts", () => {
    const fix = `aws ${"x".repeat(120)}`;
    const findings = [skipped("Quota: A", "no AWS"), pass("B", "is fine"), skipped("Quota: C", "no AWS")];
    const text = render([{ title: "This machine", findings: [...findings, fail("D", "is broken", fix)] }], 80, PLAIN);
    expect(text.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, "  "))).toEqual([
      "This machine",
      "-  Quota: A, C  skipped: no AWS",
      "✓  B  is fine",
      "✗  D  is broken",
      `→ ${fix}`,
      "",
      "1 passed, 0 with a warning, 1 failed, 2 skipped",
    ]);
  });

  it("breaks lines between words, and keeps long words whole", () => {
    const urn = `urn:${"x".repeat(90)}`;
    const text = render(
      [{ title: "S", findings: [pass("A", `creating ${urn} ${"and more words ".repeat(6)}`)] }],
      80,
      PLAIN,
    );
    expect(text).toContain(urn);
    expect(text.split("\n").filter((line) => line.length > 80 && !line.includes(urn))).toEqual([]);
  });
});

it("a command that does not end is stopped after its time", async () => {
  const { exitCode } = await runCommand(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { timeoutMs: 100 });
  expect(exitCode).toBe(124);
});
