import { autoScalingGroupsOf } from "./eks";
import { NODE_GROUP } from "./eks-objects";
import { isRecord } from "../property-diff";
import type { Props } from "../props";
import type { ServiceTable } from "./table";

export const autoscaling: ServiceTable = {
  "aws:autoscaling/tag:Tag": {
    id: ({ inputs }) => `${String(inputs["autoscalingGroupName"])},${tagKey(inputs)}`,
    refusals: ({ inputs, world }) => {
      const groups = world.ofType(NODE_GROUP).flatMap(autoScalingGroupsOf);
      const name = String(inputs["autoscalingGroupName"]);
      return groups.includes(name) ? [] : [`ValidationError: AutoScalingGroup name not found - no such group: ${name}`];
    },
  },
};

function tagKey({ tag }: Props): string {
  return isRecord(tag) ? String(tag["key"]) : "";
}
