import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";

/**
 * OpenID Connect provider with which IAM roles can trust service accounts of the cluster (IRSA), for charts that do not
 * support Pod Identity and for pods on Fargate. https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export function createOidcProvider(
  { parent, name, args }: Omit<ClusterScope<"oidcProvider">, "controlPlane">,
  url: pulumi.Output<string>,
): pulumi.Output<string> | undefined {
  if (!args.oidcProvider) return undefined;
  const provider = new iam.OpenIdConnectProvider(
    `${name}-oidc`,
    { url, clientIdLists: ["sts.amazonaws.com"] },
    { parent },
  );
  return provider.arn;
}
