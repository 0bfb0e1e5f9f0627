import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";

/**
 * Lets roles trust tokens of the cluster's service accounts (IRSA), for charts that cannot use Pod Identity and for pods
 * on Fargate. https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export function createOidcProvider({ parent, name, args }: ClusterScope, url: pulumi.Output<string>): void {
  if (!args.oidcProvider) return;
  new iam.OpenIdConnectProvider(`${name}-oidc`, { url, clientIdLists: ["sts.amazonaws.com"] }, { parent });
}
