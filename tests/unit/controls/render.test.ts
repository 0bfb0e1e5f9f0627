import { evidenceOf } from "../../../tools/controls/evidence";
import { render } from "../../../tools/controls/render";
import { control, ORDERS, outcome } from "./fixture";

const FAILED = outcome({ violations: [{ urn: ORDERS.urn, message: "Not <encrypted>" }] });
const CONTROLS = [control({ ids: ["SQS.2"], met: { rules: ["queue-tls"] } }), control()];
const EVIDENCE = evidenceOf(CONTROLS, "dev", [ORDERS], new Map([["queue-encrypted", FAILED]]));

describe("the evidence of a stack", () => {
  it("begins with the failing controls, and counts the verdicts", () => {
    const lines = render("dev", EVIDENCE, EVIDENCE, "table").split("\n");
    expect(lines[1]).toMatch(/SQS\.1 +failing +Queues are encrypted +queue-encrypted/);
    expect(lines.at(-1)).toBe("Controls of stack dev: 1 failing, 1 met.");
  });

  it("is safe in Markdown, CSV and HTML", () => {
    expect(render("dev", EVIDENCE, EVIDENCE, "markdown")).toContain("Not \\<encrypted\\>");
    expect(render("dev", EVIDENCE, EVIDENCE, "csv")).toContain(
      "SQS.1,AWS Foundational Security Best Practices,failing",
    );
    const page = render("dev", EVIDENCE, EVIDENCE, "html");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("Not &#60;encrypted&#62;");
    expect(page).not.toContain("<script");
  });

  it("has all fields as JSON", () => {
    expect(JSON.parse(render("dev", EVIDENCE, EVIDENCE, "json"))).toMatchObject([
      { control: "SQS.1", verdict: "failing", rules: ["queue-encrypted"], resources: ["orders"], mark: "must" },
      { control: "SQS.2", verdict: "met" },
    ]);
  });
});
