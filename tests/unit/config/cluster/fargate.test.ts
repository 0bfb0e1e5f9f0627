import { type Edits, problemsWith, warningsWith } from "../fixtures";

const NAMESPACE = "cluster.fargateProfiles.jobs.selectors[0].namespace";
const fargate = (selector: object): Edits => ({ "cluster.fargateProfiles.jobs": { selectors: [selector] } });

describe("rules about Fargate profiles", () => {
  it("allow namespaces of workloads", () => {
    expect(problemsWith(fargate({ namespace: "batch-*" }))).toEqual([]);
  });

  it.each(["kube-system", "*", "kube-?ystem"])("refuse the selector %s, which matches system pods", (namespace) => {
    expect(problemsWith(fargate({ namespace }))).toEqual([`${NAMESPACE}: cluster/fargate-selects-system-pods`]);
  });

  it("warn that network policies do not apply, if a profile matches a namespace of the stack", () => {
    const namespaces = { "batch-a": {}, web: {} };
    expect(warningsWith({ ...fargate({ namespace: "batch-?" }), "cluster.namespaces": namespaces })).toEqual([
      `${NAMESPACE}: cluster/fargate-ignores-network-policies`,
    ]);
    expect(warningsWith({ ...fargate({ namespace: "other" }), "cluster.namespaces": namespaces })).toEqual([]);
  });
});
