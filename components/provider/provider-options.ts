import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../../domain/tags/tags";
import type { Override } from "./override";
import { overrides } from "./overrides";
import { permissionsBoundary } from "./permissions-boundary";

export interface ProviderArgs {
  readonly region: string;
  /** The one account that the provider works in: it refuses credentials of any other. */
  readonly accountId: string;
  /** IAM policy that bounds every role. A change is made in place. */
  readonly permissionsBoundaryArn: string | undefined;
  /** On whatever the provider creates, unless a resource says otherwise. */
  readonly tags: Tags;
}

/** The options that all components of a stack are created with. */
export interface ProviderOptions extends pulumi.ComponentResourceOptions {
  readonly providers: [Provider];
}

/** What all components of a stack are made with: one AWS provider, overrides, and the boundary of their roles. */
export function providerOptions(
  { region, accountId, permissionsBoundaryArn, tags }: ProviderArgs,
  changes: readonly Override[] = overrides,
): ProviderOptions {
  const provider = new Provider("aws", { region, allowedAccountIds: [accountId], defaultTags: { tags } });
  const transformations = [
    ...changes.map(({ transformation }) => transformation),
    ...(permissionsBoundaryArn === undefined ? [] : [permissionsBoundary(permissionsBoundaryArn)]),
  ];
  return { providers: [provider], transformations };
}
