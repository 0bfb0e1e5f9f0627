import { ENDPOINT_BUNDLES } from "../network/endpoint-bundles";
import { OPTIONAL_ADDON_NAMES, OPTIONAL_ADDONS, type OptionalAddonName } from "./addons/catalog";
import type { AwsApiCaller } from "./aws-api-caller";

/** Controllers that are installed by Helm charts, by their key in the stack file. */
const CONTROLLERS = {
  // https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/#private-clusters
  karpenter: {
    name: "Karpenter",
    services: ENDPOINT_BUNDLES.karpenter,
    otherwise: "it starts no nodes",
  },
  // https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
  loadBalancerController: {
    name: "the load balancer controller",
    services: ["ec2", "elasticloadbalancing"],
    otherwise: "Ingresses and Services get no load balancer",
  },
  // https://external-secrets.io/latest/provider/aws-secrets-manager/
  externalSecrets: {
    name: "External Secrets",
    services: ["secretsmanager"],
    otherwise: "no secret arrives in the cluster",
  },
  // https://keda.sh/docs/latest/scalers/aws-sqs/, https://keda.sh/docs/latest/scalers/aws-cloudwatch/
  keda: {
    name: "KEDA",
    services: ["sqs", "monitoring"],
    otherwise: "workloads keep their number of replicas",
  },
} as const satisfies Readonly<Record<string, AwsApiCaller>>;

export type ControllerKey = keyof typeof CONTROLLERS;
export type AwsApiCallerKey = ControllerKey | OptionalAddonName;

export function isController(key: AwsApiCallerKey): key is ControllerKey {
  return key in CONTROLLERS;
}

const ADDON_CALLERS = OPTIONAL_ADDON_NAMES.flatMap((name): [OptionalAddonName, AwsApiCaller][] => {
  const { awsApi } = OPTIONAL_ADDONS[name];
  return awsApi === undefined ? [] : [[name, awsApi]];
});

/**
 * What each optional part of the cluster calls besides what every node calls (the bundle `private-eks`).
 * Omitted are parts that call nothing else: the Mountpoint S3 driver (S3 has a gateway endpoint), the EBS driver, the VPC
 * CNI and the snapshot controller (EC2, in the bundle), cert-manager (its issuers decide), and all that only serve metrics.
 */
export const AWS_API_CALLERS: ReadonlyMap<AwsApiCallerKey, AwsApiCaller> = new Map<AwsApiCallerKey, AwsApiCaller>([
  ...(Object.entries(CONTROLLERS) as [ControllerKey, AwsApiCaller][]),
  ...ADDON_CALLERS,
]);
