import { CloudRefusal } from "./cloud";
import { isRecord } from "./property-diff";
import { NODE_GROUP } from "./tables/eks-objects";
import type { Props } from "./props";
import type { World } from "./world";

type Lookup = (args: Props, world: World) => Props;

/** The results of the AWS provider's data sources, by token: https://www.pulumi.com/docs/iac/concepts/functions/provider-functions/ */
const LOOKUPS: Readonly<Record<string, Lookup>> = {
  "aws:eks/getNodeGroup:getNodeGroup": ({ clusterName, nodeGroupName }, world) => {
    const id = `${String(clusterName)}:${String(nodeGroupName)}`;
    const group = world.get(NODE_GROUP, id);
    if (group === undefined) throw new CloudRefusal([`reading EKS Node Group (${id}): couldn't find resource`]);
    const { scalingConfig, ...state } = group.state;
    return { ...state, id, scalingConfigs: isRecord(scalingConfig) ? [scalingConfig] : [] };
  },
};

/** Answers a call of a provider function. */
export function lookUp(token: string, args: Props, world: World): Props {
  const lookup = LOOKUPS[token];
  if (lookup === undefined) throw new CloudRefusal([`the simulated cloud does not implement the function ${token}`]);
  return lookup(args, world);
}
