import type { JsonValue } from "../../../domain/json";
import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";
import type { OptionalAddonName, OptionalAddonsArgs } from "./optional-addons-args";

/**
 * Configuration values of each add-on, by the schemas that `aws eks describe-addon-configuration` prints. What comes with
 * the tolerations that it needs (EFS driver, node exporter, CloudWatch agent) has no wishes, and says so.
 */
export function optionalAddonConfiguration(
  clusterName: string,
  addons: OptionalAddonsArgs,
): Readonly<Record<OptionalAddonName, JsonValue>> {
  return {
    "aws-efs-csi-driver": {},
    // Else pods on a tainted node wait for ever for their volume.
    "aws-mountpoint-s3-csi-driver": { node: { tolerateAllTaints: true } },
    "snapshot-controller": { tolerations: ON_SYSTEM_NODES },
    "cert-manager": {
      tolerations: ON_SYSTEM_NODES,
      // Deployments of their own, which do not follow the first.
      webhook: { tolerations: ON_SYSTEM_NODES },
      cainjector: { tolerations: ON_SYSTEM_NODES },
    },
    "external-dns": {
      domainFilters: Object.keys(addons["external-dns"]?.zones ?? {}),
      // Whose records are whose: two clusters can share a zone.
      registry: "txt",
      txtOwnerId: clusterName,
      // A record that outlives its load balancer leads to whoever gets the address next.
      policy: "sync",
      tolerations: ON_SYSTEM_NODES,
    },
    "kube-state-metrics": { tolerations: ON_SYSTEM_NODES },
    "prometheus-node-exporter": {},
    "amazon-cloudwatch-observability": {},
  };
}
