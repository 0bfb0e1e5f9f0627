import { z } from "zod";
import { architectures, capacityTypes, poolLimits } from "../karpenter/karpenter-schema";

export const computeSchema = z.enum(["node-groups", "auto-mode"]).default("node-groups").meta({
  description:
    "Kind of nodes. node-groups: EC2 instances that you choose. auto-mode: EKS chooses, patches and replaces nodes, and provides networking, volumes, load balancers and DNS, for 12 % of the price of each instance. Default: node-groups. Cannot be changed later: volumes and load balancers of one kind do not work with the other. https://docs.aws.amazon.com/eks/latest/userguide/automode.html",
});

export const autoModeSchema = z
  .strictObject({
    architectures,
    capacityTypes,
    limits: poolLimits.prefault({ cpu: 32, memory: "128Gi" }),
  })
  .prefault({})
  .meta({
    description:
      "With compute auto-mode: processors, capacity types and maximum size of all nodes together. Instances are of the sixth generation or newer. Default limits: 32 vCPUs and 128Gi, about $1,100 per month at full use.",
  });
