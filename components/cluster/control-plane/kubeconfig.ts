import { renderJson } from "../../../domain/json";

export interface KubeconfigArgs {
  readonly clusterName: string;
  readonly region: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Certificate authority of the cluster, in base64. */
  readonly certificateAuthorityData: string;
}

/**
 * A kubeconfig that gets a token from the AWS CLI for each use. It contains no secret and nothing that changes between runs,
 * so a preview shows no change for the same cluster. It is JSON, which is valid YAML.
 *
 * It has the content that `aws eks update-kubeconfig` writes:
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
