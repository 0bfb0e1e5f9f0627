import { formatProblem } from "../../../config/diagnostics/format";
import type { Problem } from "../../../config/diagnostics/problem";

function problemWith(references: number): Problem {
  return {
    severity: "error",
    code: "network/too-few-node-addresses",
    position: undefined,
    path: "network.cidr",
    message: "The subnets have too few addresses.",
    found: undefined,
    see: Array.from({ length: references }, (_, index) => `cluster.nodeGroups.g${index}.maxSize: 2`),
    allowed: undefined,
    fix: [],
  };
}

describe("a problem in a report", () => {
  it.each([1, 10, 11, 400])("lists or counts each of the %d values that it depends on", (references) => {
    const report = formatProblem("Pulumi.dev.yaml", problemWith(references));
    const listed = report.split("\n").filter((line) => line.startsWith("  see ")).length;
    const more = Number(/and (\d+) more$/.exec(report)?.[1] ?? 0);
    expect(listed + more).toBe(references);
    expect(report.split("\n").length).toBeLessThanOrEqual(13);
  });
});
