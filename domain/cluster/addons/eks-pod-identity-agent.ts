import { daemonSet } from "../scheduling";
import { type AddonDefinition, noConfiguration } from "./definition";

export const eksPodIdentityAgent: AddonDefinition = {
  description: "Gives pods the AWS credentials of their service account.",
  documentation: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html",
  versions: {
    "1.34": { version: "v1.3.10-eksbuild.3", asOf: "2026-09-04" },
    "1.35": { version: "v1.3.10-eksbuild.3", asOf: "2026-08-27" },
    "1.36": { version: "v1.3.10-eksbuild.3", asOf: "2026-09-18" },
  },
  // https://github.com/aws/eks-pod-identity-agent/blob/main/charts/eks-pod-identity-agent/values.yaml
  pods: [daemonSet("eks-pod-identity-agent")],
  configuration: noConfiguration,
};
