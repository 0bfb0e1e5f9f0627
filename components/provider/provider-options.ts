import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../shared/tags";
import { permissionsBoundary } from "./permissions-boundary";

export interface ProviderArgs {
  readonly region: string;
  /** The one account that the provider works in: it refuses credentials of any other. */
  readonly accountId: string;
  /** IAM policy that bounds every role. A change is made in place. */
  readonly permissionsBoundaryArn?: string;
  /** On whatever the provider creates, unless a resource says otherwise. */
  readonly tags: Tags;
}

/** What all components of a stack are made with: one AWS provider, and the boundary of their roles. */
export function providerOptions(args: ProviderArgs): pulumi.ComponentResourceOptions {
  const { region, accountId, tags } = args;
  const provider = new Provider("aws", { region, allowedAccountIds: [accountId], defaultTags: { tags } });
  return { providers: [provider], ...permissionsBoundary(args) };
}
