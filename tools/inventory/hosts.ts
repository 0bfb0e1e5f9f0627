import { z } from "zod";
import { COMMAND_NOT_FOUND, type CommandResult } from "../terminal/command";
import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";

/** An EC2 instance of the cluster. */
export interface Host {
  /** `node group <name>` or `node pool <name>`; `other` for an instance that has neither tag. */
  readonly role: string;
  readonly zone: string;
  readonly id: string;
  readonly type: string;
  readonly lifecycle: "on-demand" | "spot";
  readonly state: string;
  readonly privateIp: string;
  readonly launched: string;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
const described = z.object({
  Reservations: z.array(
    z.object({
      Instances: z.array(
        z.object({
          InstanceId: z.string(),
          InstanceType: z.string(),
          InstanceLifecycle: z.string().optional(),
          LaunchTime: z.string(),
          PrivateIpAddress: z.string().optional(),
          Placement: z.object({ AvailabilityZone: z.string() }),
          State: z.object({ Name: z.string() }),
          Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
        }),
      ),
    }),
  ),
});

/**
 * Tags of the instances of a cluster: EKS sets the first on nodes of node groups, Karpenter on its nodes, and Auto Mode the
 * second. https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
 */
const filtersOf = (cluster: string): readonly string[] => [
  `Name=tag-key,Values=kubernetes.io/cluster/${cluster}`,
  `Name=tag:eks:eks-cluster-name,Values=${cluster}`,
];

/** @param aws runs the AWS CLI */
export async function hostsOf(
  cluster: string,
  region: string,
  aws: (args: readonly string[]) => Promise<CommandResult>,
): Promise<readonly Host[]> {
  const found = new Map<string, Host>();
  for (const filter of filtersOf(cluster)) {
    const args = ["ec2", "describe-instances", "--region", region, "--output", "json", "--filters", filter];
    const { exitCode, stdout, stderr } = await aws(args);
    if (exitCode === COMMAND_NOT_FOUND) {
      throw new ToolError(
        "The AWS CLI is not on PATH. Install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
      );
    }
    if (exitCode !== 0) throw new ToolError(`The AWS CLI cannot list the instances of ${cluster}:\n${stderr}`);
    const { Reservations } = parseJson(stdout, described, "`aws ec2 describe-instances` printed another form");
    for (const instance of Reservations.flatMap(({ Instances }) => Instances)) {
      found.set(instance.InstanceId, hostOf(instance));
    }
  }
  const order = ({ role, zone, id }: Host): string => [role, zone, id].join("\0");
  return [...found.values()]
    .filter(({ state }) => state !== "terminated")
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

type Instance = z.output<typeof described>["Reservations"][number]["Instances"][number];

function hostOf(instance: Instance): Host {
  const tags = new Map((instance.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const [group, pool] = [tags.get("eks:nodegroup-name"), tags.get("karpenter.sh/nodepool")];
  return {
    role: group !== undefined ? `node group ${group}` : pool !== undefined ? `node pool ${pool}` : "other",
    zone: instance.Placement.AvailabilityZone,
    id: instance.InstanceId,
    type: instance.InstanceType,
    lifecycle: instance.InstanceLifecycle === "spot" ? "spot" : "on-demand",
    state: instance.State.Name,
    privateIp: instance.PrivateIpAddress ?? "",
    launched: instance.LaunchTime,
  };
}
