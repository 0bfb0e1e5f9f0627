import { limitsOf } from "../../../tools/report/limits";
import { problemsOf } from "../../../tools/report/problems";
import { stackLimits } from "../../../tools/report/change-limits";
import { readPreview } from "../../../tools/report/read/preview";
import { reportStack } from "../../../tools/report/stack-report";
import { ToolError } from "../../../tools/terminal/tool";
import { recordedReport } from "../../support/recorded-previews";
import { DETAILS } from "../../../tools/report/render/detail";
import { problemBlocks } from "../../../tools/report/render/findings";
import { diagnostic, ended } from "./fixture";

const ALLOWED = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };

function kindOf(message: string): string | undefined {
  return problemsOf({ errors: [{ urn: "", message }], policy: [] })[0]?.kind;
}

describe("an error of a preview", () => {
  it.each([
    ["protected", 'resource "urn:x" cannot be deleted\nbecause it is protected.'],
    ["account", "AWS account ID not allowed: 999999999999"],
    ["credentials", "operation error STS: ExpiredToken: The security token included in the request is expired"],
    ["credentials", "error: getting secrets manager: incorrect passphrase"],
    ["locked", "the stack is currently locked by 1 lock(s)"],
    ["quota", "VpcLimitExceeded: The maximum number of VPCs has been reached."],
    ["throttle", "ThrottlingException: Rate exceeded"],
    ["setup", "no stack named 'dev' found"],
    ["setup", "failed to load language plugin nodejs: no language plugin 'pulumi-language-nodejs' found"],
    ["network", "dial tcp: lookup sts.eu-west-1.amazonaws.com: no such host"],
    ["config", "Pulumi.dev.yaml: 1 problem\n\nPulumi.dev.yaml:4:1  network.cidr  [schema/invalid-value]\n  Too large."],
    [
      "transition",
      "Pulumi.dev.yaml: 1 problem\n\nPulumi.dev.yaml:4:1  network.cidr  [transitions/immutable-key]\n  Fixed.",
    ],
    ["unknown", "TypeError: x is not a function"],
  ])("is classified as %s", (kind, message) => {
    expect(kindOf(message)).toBe(kind);
  });

  it("has the code of each finding of the configuration, with cause and remedy", () => {
    const [stack] = recordedReport("invalid-config").stacks;
    expect(stack).toMatchObject({
      outcome: "invalid",
      problems: [{ code: "schema/invalid-value" }, { code: "schema/invalid-value" }],
    });
    expect(stack?.problems.every(({ cause, nextStep }) => cause !== undefined && nextStep !== undefined)).toBe(true);
  });

  it("refuses a change of a valid stack file, with links as text", () => {
    const message =
      "Pulumi.dev.yaml: 1 problem\n\nPulumi.dev.yaml  storage  [transitions/protected-removal]\n  Protected.";
    const facts = { stack: "dev", file: "Pulumi.dev.yaml", commands: [] };
    const { report } = reportStack(facts, {
      preview: readPreview([diagnostic(message), ended("failed")]),
      allowed: ALLOWED,
    });
    expect(report).toMatchObject({ outcome: "refused", problems: [{ code: "transitions/protected-removal" }] });
    expect(report.problems[0]?.cause).toContain("refuses (https://www.pulumi.com/docs/");
    expect(report.fingerprint).toBeUndefined();
    expect(JSON.stringify(problemBlocks(report, DETAILS[0]))).toContain(
      "The change of the stack file is refused, so nothing was previewed.",
    );
  });

  it("names its resource, and the engine's summary of errors is left out", () => {
    const errors = [
      { urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::data", message: "AccessDenied" },
      { urn: "", message: "preview failed" },
    ];
    expect(problemsOf({ errors, policy: [] }).map(({ problem }) => problem.message)).toEqual(["data: AccessDenied"]);
  });
});

describe("the outcome of a recorded preview", () => {
  it.each([
    ["first-create", "changed"],
    ["unchanged", "unchanged"],
    ["delete", "refused"],
    ["empty-program", "refused"],
    ["protected-delete", "refused"],
    ["policy-violation", "refused"],
    ["failed", "failed"],
    ["interrupted", "unchanged"],
  ])("%s is %s", (name, outcome) => {
    expect(recordedReport(name).stacks[0]?.outcome).toBe(outcome);
  });

  it("an interrupted update shows the operation that it left", () => {
    expect(recordedReport("interrupted").stacks[0]?.state?.pendingOperations).toMatchObject([
      { operation: "creating" },
    ]);
  });

  it("drift is shown apart from the change", () => {
    const [stack] = recordedReport("drift").stacks;
    expect(stack?.drift.map(({ name }) => name)).toEqual(["network-vpc"]);
    expect(stack?.changes.map(({ name }) => name)).toEqual(["cluster-logs"]);
  });
});

describe("a limit of deletions", () => {
  const allowed = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };
  const { changes = [] } = recordedReport("protected-delete").stacks[0] ?? {};

  it("is exceeded by resources with data, unless AWS keeps them, and by the share of deleted resources", () => {
    expect(limitsOf(changes, { unchanged: 0 }, allowed).map(({ name }) => name)).toEqual(["exports", "invoices", ""]);
    expect(limitsOf(changes, { unchanged: 96 }, allowed).map(({ name }) => name)).toEqual(["exports", "invoices"]);
  });

  it("does not hold for a pull request with the label", () => {
    expect(limitsOf(changes, { unchanged: 0 }, { ...allowed, labels: ["bug", "allow-deletes"] })).toEqual([]);
  });
});

describe("change-limits.yaml", () => {
  const defaults = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };
  const limits = (before: string | undefined, now = before, stack = "dev") =>
    stackLimits({ before, now }, stack, ["dev", "prod"], []);

  it("has the limits of all stacks or of one, and defaults", () => {
    const file = "label: destroy\nstacks:\n  dev:\n    stateful: false\n";
    expect(limits(undefined)).toEqual({ allowed: defaults, isChanged: false });
    expect(limits(file).allowed).toEqual({ ...defaults, label: "destroy", stateful: false });
    expect(limits(file, file, "prod").allowed).toEqual({ ...defaults, label: "destroy" });
  });

  it.each([
    [undefined, "deletedPercent: 100\nstateful: false\n", 25],
    ["deletedPercent: 10\n", "deletedPercent: 100\n", 10],
    ["deletedPercent: 10\n", undefined, 10],
  ])("cannot be changed for the change itself: %j, then %j", (before, now, deletedPercent) => {
    const file = { before, now };
    expect(stackLimits(file, "dev", ["dev"], [])).toEqual({
      allowed: { ...defaults, deletedPercent },
      isChanged: true,
    });
  });

  it("is named in the report if the change has another one", () => {
    const facts = { stack: "dev", file: "Pulumi.dev.yaml", commands: [] };
    const { report } = reportStack(facts, { preview: readPreview([]), allowed: defaults, limitsSince: "3f2a91c" });
    expect(report.notices.map(({ text }) => text)).toEqual([expect.stringContaining("The limits of 3f2a91c apply")]);
  });

  it.each([
    ["labels: [destroy]\n", /change-limits\.yaml has errors[\s\S]*labels/],
    ["[]\n", /change-limits\.yaml is a list/],
    ["- label: destroy\n", /change-limits\.yaml is a list/],
    ["label: [\n", /change-limits\.yaml is no YAML/],
    [
      "stacks:\n  pord: { stateful: false }\n",
      /limits of the stack pord, and Pulumi\.pord\.yaml does not exist.*prod\?/,
    ],
  ])("is refused with its errors: %j", (file, message) => {
    expect(() => limits(undefined, file)).toThrow(ToolError);
    expect(() => limits(undefined, file)).toThrow(message);
  });

  it("can be corrected if that of the earlier revision has errors", () => {
    expect(limits("[]\n", "deletedPercent: 10\n")).toEqual({ allowed: defaults, isChanged: true });
  });
});
