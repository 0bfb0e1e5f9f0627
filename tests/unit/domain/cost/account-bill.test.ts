import { billFor } from "./fixture";

describe("services of the account", () => {
  it("are unpriced, because what happens in the account determines their costs", () => {
    const edits = {
      "account.cloudTrail": { trail: "create", logGroupRetentionDays: 90 },
      "account.config": { recorder: "create", rules: ["required-tags"] },
      "account.guardDuty": { detector: "create" },
      "account.securityHub": { hub: "create", standards: ["cis-aws-foundations-benchmark/v/5.0.0"] },
      "account.inspector": { activation: "create", scannedTypes: ["EC2"] },
    };
    expect(billFor(edits).unpriced).toEqual([
      "storage of the trail's logs ($0.023 per GB and month)",
      "events of the trail in CloudWatch Logs ($0.50 per GB)",
      "configuration items of AWS Config ($0.012 each)",
      "evaluations of 1 rules of AWS Config ($0.001 each)",
      "events and logs that GuardDuty analyzes (EKS_AUDIT_LOGS, S3_DATA_EVENTS)",
      "checks of 1 standards by Security Hub ($0.001 each)",
      "scans of Amazon Inspector (EC2)",
    ]);
  });

  it("are not on the bill of the stack if they exist, or cost nothing", () => {
    const edits = {
      "account.baseline": true,
      "account.config.recorder": "existing",
      "account.guardDuty.detector": "existing",
      "account.securityHub.hub": "existing",
      "account.inspector.activation": "existing",
      "account.computeOptimizer": true,
      "account.costOptimizationHub": true,
    };
    expect(billFor(edits).unpriced).toEqual([]);
  });
});
