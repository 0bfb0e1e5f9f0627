import { ConfigValidationError } from "../../../config";
import { formatProblem } from "../../../config/diagnostics/format";
import { waiverFaults } from "../../../config/policy/waiver-faults";
import { parseWaivers } from "../../../config/policy/waivers";
import { hasExpired, isForResource } from "../../../domain/policy/waiver";
import type { Rule } from "../../../policy/rule";
import { WaiverBook } from "../../../policy/waiver-book";

const NAMES = ["vpc-flow-logs", "bucket-versioning"];
const FILE = "policy/waivers.yaml";
const WAIVER = {
  rule: "vpc-flow-logs",
  resource: "network-vpc",
  reason: "The network team collects the traffic",
  owner: "Network team",
  expires: "2026-12-31",
};
const URN = "urn:pulumi:prod::groundwork::groundwork:network:Network$aws:ec2/vpc:Vpc::network-vpc";
const TODAY = new Date("2026-10-01T12:00:00Z");

function text(...lines: readonly string[]): string {
  return ["waivers:", ...lines].join("\n");
}

function reportOn(source: string): string {
  try {
    parseWaivers(source, FILE, NAMES);
  } catch (error) {
    if (error instanceof ConfigValidationError) return error.message;
    throw error;
  }
  return "";
}

describe("the waivers file", () => {
  it("yields each waiver with its line", () => {
    const entry = JSON.stringify({ ...WAIVER, stacks: ["prod"] });
    expect(parseWaivers(text("  # why", `  - ${entry}`), FILE, NAMES)).toEqual([
      { ...WAIVER, stacks: ["prod"], line: 3 },
    ]);
    expect(parseWaivers("waivers: []", FILE, NAMES)).toEqual([]);
  });

  it("is refused with the place of each error, what is allowed and a fix", () => {
    const report = reportOn(
      text(
        "  - rule: vpc-flow-log",
        "    resource: network-vpc",
        "    reason: The network team collects the traffic",
        "    owner: Network team",
        "    expires: 2026-12-31",
      ),
    );
    expect(report).toBe(
      `policy/waivers.yaml: 1 problem

policy/waivers.yaml:2:11  waivers[0].rule  [policy/unknown-rule]
  The policy pack has no rule of this name. Did you mean "vpc-flow-logs"?
  found     vpc-flow-log
  allowed   a name that docs/reference/policy-rules.md lists, or that of a rule in policy/custom/
  fix       write vpc-flow-logs`,
    );
  });

  it("is refused for keys that are missing, misspelt or wrong", () => {
    const report = reportOn(text("  - rule: vpc-flow-logs", "    resourc: network-vpc", "    expires: YYYY-MM-DD"));
    expect(report).toContain(`policy/waivers.yaml:2:5  waivers[0].owner  [policy/invalid-waiver]
  The waiver lacks this key.
  allowed   text: who decides about the waiver
  fix       add \`owner\``);
    expect(report).toContain(`policy/waivers.yaml:4:14  waivers[0].expires  [policy/invalid-waiver]
  The value is not one that this key takes.
  found     YYYY-MM-DD
  allowed   the last day, such as 2027-01-31
  fix       correct \`waivers[0].expires\``);
    expect(report).toContain(`A waiver has no such key. Did you mean "resource"?`);
  });

  it.each([
    ["an empty file", ""],
    ["a list", "- rule: vpc-flow-logs"],
    ["a misspelt top-level key", "waiver: []"],
    ["a repeated key", "waivers: []\nwaivers: []"],
    ["no YAML", "waivers: ["],
  ])("is refused as %s", (_, source) => {
    expect(reportOn(source)).toContain("[policy/invalid-waiver]");
  });
});

describe("a waiver", () => {
  it.each([
    ["network-vpc", true],
    ["network-*", true],
    ["*", true],
    ["network", false],
    ["network.vpc", false],
    ["urn:pulumi:prod::*::network-vpc", true],
    ["urn:pulumi:dev::*::network-vpc", false],
  ])("for the resource %s is about the VPC: %s", (resource, expected) => {
    expect(isForResource({ resource }, URN)).toBe(expected);
  });

  it("is about the stacks that it names", () => {
    expect(isForResource({ resource: "*", stacks: ["staging", "prod"] }, URN)).toBe(true);
    expect(isForResource({ resource: "*", stacks: ["dev"] }, URN)).toBe(false);
  });

  it("is valid on its last day", () => {
    expect(hasExpired({ expires: "2026-10-01" }, TODAY)).toBe(false);
    expect(hasExpired({ expires: "2026-09-30" }, TODAY)).toBe(true);
  });
});

describe("the book of waivers", () => {
  const rule: Rule = {
    name: "vpc-flow-logs",
    description: "Every VPC has a flow log",
    controls: [],
    level: "mandatory",
    types: ["aws:ec2/vpc:Vpc"],
    violations: () => [],
  };
  const resources = [{ urn: URN, type: "aws:ec2/vpc:Vpc" }];
  const bookOf = (waiver: object = {}): WaiverBook => new WaiverBook([{ ...WAIVER, line: 7, ...waiver }], TODAY);

  const findings = (book: WaiverBook): string[] =>
    book.problems("prod", resources, [rule]).map(({ finding }) => finding);

  it("finds the waiver of a violation, which is then used", () => {
    const book = bookOf();
    expect(book.find("vpc-flow-logs", URN)?.line).toBe(7);
    expect(book.find("bucket-versioning", URN)).toBeUndefined();
    book.check("vpc-flow-logs", URN);
    expect(book.problems("prod", resources, [rule])).toEqual([]);
  });

  it("prefers a valid waiver to one that has expired", () => {
    const book = new WaiverBook(
      [
        { ...WAIVER, line: 1, expires: "2026-01-01" },
        { ...WAIVER, line: 2 },
      ],
      TODAY,
    );
    expect(book.find("vpc-flow-logs", URN)?.line).toBe(2);
  });

  it("names a waiver that has expired, also if a violation needs it", () => {
    const book = bookOf({ expires: "2026-09-30" });
    book.find("vpc-flow-logs", URN);
    expect(findings(book)).toEqual([
      "The waiver in line 7 of policy/waivers.yaml (vpc-flow-logs, network-vpc) expired on 2026-09-30",
    ]);
  });

  it("names a waiver that no violation needs", () => {
    const book = bookOf();
    book.check("vpc-flow-logs", URN);
    expect(findings(book)).toEqual([
      "The waiver in line 7 of policy/waivers.yaml (vpc-flow-logs, network-vpc) matches no violation in stack prod",
    ]);
    expect(bookOf().problems("prod", [], [rule])).toHaveLength(1);
    expect(bookOf({ stacks: ["dev"] }).problems("prod", [], [rule])).toEqual([]);
  });

  it("is about the stack of the same name of another project if this one has no such resource", () => {
    const other = (name: string): { urn: string; type: string } => ({
      urn: `urn:pulumi:prod::shop::aws:ec2/vpc:Vpc::${name}`,
      type: "aws:ec2/vpc:Vpc",
    });
    const problemsIn = (name: string): number => {
      const book = bookOf();
      book.check(rule.name, other(name).urn);
      return book.problems("prod", [other(name)], [rule]).length;
    };
    expect([problemsIn("shop"), problemsIn("network-vpc")]).toEqual([0, 1]);
  });

  it("does not call a waiver unused if an unknown value may hide the violation", () => {
    const book = bookOf();
    book.check("vpc-flow-logs", URN);
    book.leaveUndecided("vpc-flow-logs", URN);
    expect(book.problems("prod", resources, [rule])).toEqual([]);
  });

  it("does not call a waiver unused if an update of other resources did not check its resource", () => {
    expect(bookOf().problems("prod", resources, [rule])).toEqual([]);
  });
});

describe("faults of waivers that no preview is needed for", () => {
  const STACKS = [
    { stack: "dev", rules: { "vpc-flow-logs": "disabled" } },
    { stack: "prod", rules: {} },
  ] as const;

  function faults(waiver: object, stacks = ["dev", "prod"]): string[] {
    const waivers = parseWaivers(text(`  - ${JSON.stringify({ ...WAIVER, ...waiver })}`), FILE, NAMES);
    const own = STACKS.filter(({ stack }) => stacks.includes(stack));
    return waiverFaults(waivers, own, TODAY).map((problem) => formatProblem(FILE, problem));
  }

  it("are an end in the past, for stacks that the waiver is about", () => {
    const expired = { expires: "2026-09-30", stacks: ["prod"] };
    expect(faults(expired)).toEqual([
      `policy/waivers.yaml:2:1  waivers[0].expires  [policy/expired-waiver]
  The last day of the waiver is over, so its violations stop previews and updates again.
  found     2026-09-30
  allowed   today, or a later day
  fix       correct the resource and remove the waiver, or set a later day if its reason still holds`,
    ]);
    expect(faults(expired, ["dev"])).toEqual([]);
    expect(faults({ expires: "2026-10-01", stacks: ["prod"] })).toEqual([]);
  });

  it("are rules that a stack disables", () => {
    expect(faults({})).toEqual([
      `policy/waivers.yaml:2:1  waivers[0].rule  [policy/unused-waiver]
  The rule is disabled in dev, so the waiver matches no violation there.
  found     vpc-flow-logs
  allowed   a rule that checks the stacks of the waiver
  fix       name only the other stacks in \`stacks\`, remove the waiver, or remove \`policy.rules.vpc-flow-logs\` from the stack file`,
    ]);
    expect(faults({ stacks: ["prod"] })).toEqual([]);
    expect(faults({ rule: "bucket-versioning" })).toEqual([]);
  });
});
