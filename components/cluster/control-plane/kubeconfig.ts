import { renderJson } from "../../../domain/json";

export interface KubeconfigArgs {
  readonly clusterName: string;
  readonly region: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** The cluster's certificate authority, base64. */
  readonly certificateAuthorityData: string;
}

/**
 * A kubeconfig that asks the AWS CLI for a token whenever it is used. It holds no secret and nothing that changes by
 * itself: the same cluster gives the same bytes, so a preview shows no change. (JSON is YAML, kubectl reads it.)
 *
 * The content is that of `aws eks update-kubeconfig`:
 * https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
export function renderKubeconfig({ clusterName, region, endpoint, certificateAuthorityData }: KubeconfigArgs): string {
  return renderJson({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: clusterName, cluster: { server: endpoint, "certificate-authority-data": certificateAuthorityData } },
    ],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["--region", region, "eks", "get-token", "--cluster-name", clusterName, "--output", "json"],
            interactiveMode: "Never",
          },
        },
      },
    ],
  });
}
