import { Provider, type ProviderArgs as ProviderConfig } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { IgnoredTags } from "../../domain/tags/ignored-tags";
import type { Tags } from "../../domain/tags/tags";
import type { Override } from "./override";
import { overrides } from "./overrides";
import type { StackOverrides } from "./stack-overrides";
import { permissionsBoundary } from "./permissions-boundary";

export interface ProviderArgs {
  readonly region: string;
  /** The only account whose credentials the provider accepts. */
  readonly accountId: string;
  /** Permissions boundary of every role. A change is an update in place. */
  readonly permissionsBoundaryArn: string | undefined;
  /** Default tags of all resources. Tags of a resource override them. */
  readonly tags: Tags;
  /** Tags that others write: the provider neither sets nor removes them on any resource. Free; a change updates nothing at AWS. */
  readonly ignoredTags: IgnoredTags;
  /** Overrides of the stack file. Default: none. */
  readonly overrides?: StackOverrides;
}

/** Options of all components of a stack. */
export interface ProviderOptions extends pulumi.ComponentResourceOptions {
  readonly providers: [Provider];
}

/** The options of all components of a stack: one AWS provider, overrides, and the permissions boundary of roles. */
export function providerOptions(
  { region, accountId, permissionsBoundaryArn, tags, ignoredTags, overrides: ofStack }: ProviderArgs,
  changes: readonly Override[] = overrides,
): ProviderOptions {
  const provider = new Provider("aws", {
    region,
    allowedAccountIds: [accountId],
    defaultTags: { tags },
    ...ignoreTags(ignoredTags),
  });
  const transformations = [
    ...changes.map(({ transformation }) => transformation),
    ...(ofStack === undefined ? [] : [ofStack.transformation]),
    ...(permissionsBoundaryArn === undefined ? [] : [permissionsBoundary(permissionsBoundaryArn)]),
  ];
  return { providers: [provider], transformations };
}

function ignoreTags({ keys, keyPrefixes }: IgnoredTags): Pick<ProviderConfig, "ignoreTags"> {
  if (keys.length + keyPrefixes.length === 0) return {};
  return { ignoreTags: { keys: [...keys], keyPrefixes: [...keyPrefixes] } };
}
