import { evidenceOf } from "../../../tools/controls/evidence";
import { render } from "../../../tools/controls/render";
import { control, ORDERS, outcome } from "./fixture";

const FAILED = outcome({ violations: [{ urn: ORDERS.urn, message: "Not <encrypted>" }] });
const CONTROLS = [control({ ids: ["SQS.2"], met: { rules: ["queue-tls"] } }), control()];
const EVIDENCE = evidenceOf(CONTROLS, "dev", [ORDERS], new Map([["queue-encrypted", FAILED]]));

describe("the evidence of a stack", () => {
  it("begins with the counts and the failing controls, each with its reason", () => {
    expect(render("dev", EVIDENCE, EVIDENCE, "table", 80).split("\n")).toEqual([
      "Controls of stack dev: 1 failing, 1 met.",
      "",
      "FAILING",
      "  SQS.1  Queues are encrypted",
      "         Not <encrypted>",
      "         Resources: orders",
      "         Rules: queue-encrypted",
      "",
      "MET",
      "  SQS.2  Queues are encrypted",
    ]);
  });

  it("has one row for the controls of one requirement", () => {
    const alike = evidenceOf([control(), control({ ids: ["CKV_AWS_27"] })], "dev", [ORDERS], new Map());
    expect(render("dev", alike, alike, "table", 80)).toContain("MET\n  SQS.1, CKV_AWS_27  Queues are encrypted");
  });

  it("is safe in Markdown, CSV and HTML", () => {
    expect(render("dev", EVIDENCE, EVIDENCE, "markdown", 80)).toContain("Not \\<encrypted\\>");
    expect(render("dev", EVIDENCE, EVIDENCE, "csv", 80)).toContain(
      "SQS.1,AWS Foundational Security Best Practices,failing",
    );
    const page = render("dev", EVIDENCE, EVIDENCE, "html", 80);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("Not &#60;encrypted&#62;");
    expect(page).not.toContain("<script");
  });

  it("has all fields as JSON", () => {
    expect(JSON.parse(render("dev", EVIDENCE, EVIDENCE, "json", 80))).toMatchObject([
      { control: "SQS.1", verdict: "failing", rules: ["queue-encrypted"], resources: ["orders"], mark: "must" },
      { control: "SQS.2", verdict: "met" },
    ]);
  });
});
