import { z } from "zod";
import { architectures, capacityTypes, poolLimits } from "../karpenter/karpenter-schema";

export const computeSchema = z.enum(["node-groups", "auto-mode"]).default("node-groups").meta({
  description:
    "What pods run on. node-groups: instances of your choice. auto-mode: EKS picks, patches and replaces nodes, and brings network, volumes, load balancers and DNS along, for 12 % on the price of each instance. Default node-groups. A change leaves behind what ran on the other, and is refused. https://docs.aws.amazon.com/eks/latest/userguide/automode.html",
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
      "With compute auto-mode: what its nodes may be, all from the sixth generation on, and how many. Default limits: 32 vCPUs and 128Gi, about $1,100 a month when all are running.",
  });
