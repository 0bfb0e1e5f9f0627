import { labelOrigin, WELL_KNOWN_LABELS } from "../../domain/cluster/karpenter-labels";
import { MAX_DISRUPTION_BUDGETS, MAX_LABELS } from "../../domain/cluster/karpenter-limits";
import type * as crdsModule from "../../tools/kubernetes/crds";
import { load } from "../support/stage";

const { findDefinitions } = load("tools/kubernetes/crds") as typeof crdsModule;

const PREFIX = "karpenter.k8s.aws/";

/** The CRD as text, because its rules are text. */
let nodePool: string;

beforeAll(async () => {
  const definition = (await findDefinitions()).find(({ spec }) => spec.names.kind === "NodePool");
  nodePool = JSON.stringify(definition).replaceAll('\\"', '"');
});

/** The exceptions of the rules that refuse labels. */
function admittedLabels(): string[] {
  const rules = [...nodePool.matchAll(/ in \[("karpenter\.k8s\.aws[^\]]+)\]/g)];
  return [...new Set(rules.flatMap(([, labels = ""]) => JSON.parse(`[${labels}]`) as string[]))].sort();
}

describe("the rules about Karpenter match the CRD of NodePools in", () => {
  it("labels of the AWS provider, except the one that the controller refuses", () => {
    const known = WELL_KNOWN_LABELS.filter((label) => label.startsWith(PREFIX));
    expect(known).toContain(`${PREFIX}instance-family`);
    expect(admittedLabels()).toEqual([...known, `${PREFIX}ec2nodeclass`].sort());
    expect(labelOrigin(`${PREFIX}ec2nodeclass`)).toBe("unknown");
  });

  it("the number of labels and budgets", () => {
    expect(nodePool).toContain(`"maxProperties":${MAX_LABELS}`);
    expect(nodePool).toContain(`"maxItems":${MAX_DISRUPTION_BUDGETS},`);
  });
});
