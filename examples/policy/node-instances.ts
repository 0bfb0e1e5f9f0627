import { elements } from "../../policy/props";
import type { Rule } from "../../policy/rule";

/** Families for which the company has a Savings Plan. */
const FAMILIES = ["m7g", "m8g", "r8g"];

/** An example of rules of your own: copy the file to policy/custom/. */
export const rules: readonly Rule[] = [
  {
    name: "custom-node-instance-families",
    description: "Node groups use instance families with a Savings Plan",
    controls: [],
    level: "mandatory",
    fix: "Choose types of these families in `cluster.nodeGroups.<name>.instanceTypes` of the stack file",
    types: ["aws:eks/nodeGroup:NodeGroup"],
    violations: ({ instanceTypes }) =>
      elements(instanceTypes)
        .map(String)
        .filter((type) => !FAMILIES.includes(type.split(".")[0] ?? ""))
        .map((type) => `The family of ${type} is none of ${FAMILIES.join(", ")}`),
  },
];
