import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import type { BootstrapArgs } from "./bootstrap-args";

const GITHUB_HOST = "token.actions.githubusercontent.com";
/** Audience that `aws-actions/configure-aws-credentials` requests. */
const GITHUB_AUDIENCE = "sts.amazonaws.com";

/** An issuer of OIDC tokens, and the audience of the tokens that roles trust. */
export interface Issuer {
  readonly host: string;
  readonly audience: string;
}

export const GITHUB: Issuer = { host: GITHUB_HOST, audience: GITHUB_AUDIENCE };

/** The audience is the one that GitLab's documentation uses for AWS. */
export function gitlabIssuer(host: string): Issuer {
  return { host, audience: `https://${host}` };
}

export function oidcProviderArn(accountId: string, { host }: Issuer): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${host}`;
}

/**
 * The OIDC providers that the account does not have yet. AWS verifies the certificates of public issuers by its own
 * library of root CAs, so no thumbprints are set.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
 */
export function createIdentityProviders(
  parent: pulumi.Resource,
  name: string,
  { github, gitlab }: Pick<BootstrapArgs, "github" | "gitlab">,
): void {
  const create = (key: string, { host, audience }: Issuer): void => {
    new iam.OpenIdConnectProvider(
      `${name}-${key}`,
      { url: `https://${host}`, clientIdLists: [audience] },
      // Roles of others may trust the provider, and a second one for the issuer cannot exist.
      { parent, retainOnDelete: true },
    );
  };
  if (github?.oidcProvider === "create") create("github", GITHUB);
  if (gitlab?.oidcProvider === "create") create("gitlab", gitlabIssuer(gitlab.host));
}
