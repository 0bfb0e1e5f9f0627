import { readFileSync } from "node:fs";
import path from "node:path";

import { quotaNeeds } from "../../../../domain/quotas/quota-needs";
import { vcpuQuota } from "../../../../domain/quotas/vcpu-quotas";
import { loadStackFile } from "../../../../config";
import { PROJECT_DIR, STACKS, STACKS_DIR, TODAY } from "../../config/fixtures";
import { configWith } from "../cost/fixture";

const GROUP = { instanceTypes: ["m7g.large", "m7g.xlarge"], minSize: 1, desiredSize: 2, maxSize: 5 };

function needsOf(edits: Parameters<typeof configWith>[0]): Record<string, readonly [number, number]> {
  return Object.fromEntries(quotaNeeds(configWith(edits)).map(({ quota, count, most }) => [quota.what, [count, most]]));
}

describe("quotas that a stack uses", () => {
  it("count vCPUs at the desired and at the largest size, with the largest instance type", () => {
    const needs = needsOf({
      "cluster.nodeGroups": {
        default: { ...GROUP, capacityType: "ON_DEMAND" },
        spot: { ...GROUP, instanceTypes: ["m7g.large", "m6g.large", "c7g.large"], capacityType: "SPOT" },
      },
    });
    expect(needs).toMatchObject({
      "vCPUs of standard On-Demand instances": [8, 20],
      "vCPUs of standard Spot instances": [4, 10],
    });
  });

  it.each([
    ["c7g.large", "ON_DEMAND", "L-1216C47A"],
    ["im4gn.large", "ON_DEMAND", "L-1216C47A"],
    ["inf2.xlarge", "ON_DEMAND", "L-1945791B"],
    ["g5.xlarge", "SPOT", "L-3819A6DF"],
    ["hpc7g.4xlarge", "ON_DEMAND", undefined],
  ] as const)("select the quota of %s, %s: %s", (type, capacityType, code) => {
    expect(vcpuQuota(type, capacityType)?.code).toBe(code);
  });

  it.each(STACKS)("of %s state at least the roles that it creates", (stack) => {
    const graph = readFileSync(path.join(PROJECT_DIR, "tests/program/golden", `${stack}.json`), "utf8");
    const roles = graph.match(/"resource": "aws:iam\/role:Role::/g)?.length ?? 0;
    const needs = quotaNeeds(loadStackFile(path.join(STACKS_DIR, `Pulumi.${stack}.yaml`), { today: TODAY }));
    expect(roles).toBeGreaterThan(0);
    expect(needs.find(({ quota }) => quota.service === "iam")?.count).toBeGreaterThanOrEqual(roles);
  });
});
