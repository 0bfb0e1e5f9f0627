import type { GithubRepository } from "../../domain/access/github-subjects";
import type { GitlabProject } from "../../domain/access/gitlab-subjects";
import type { RoleOwner } from "../../domain/bootstrap/role-patterns";
import type { RunnerArgs } from "./runner-args";

/** Pipelines of GitHub Actions. */
export interface GithubArgs extends GithubRepository {
  /** `existing`: the account has the provider, and the stack does not manage it. */
  readonly oidcProvider: "create" | "existing";
}

/** Pipelines of GitLab CI. */
export interface GitlabArgs extends GitlabProject {
  readonly host: string;
  readonly oidcProvider: "create" | "existing";
}

/** A stack that pipelines preview and deploy. */
export interface StackArgs extends RoleOwner {
  /** Longest session of the deploy role in hours. */
  readonly deploySessionHours: number;
  /** Whether these are the stacks of pull requests together: pipelines update them without a preview, from every branch. */
  readonly isShortLived: boolean;
  /** Whether the preview role may decrypt the secrets of the stack. */
  readonly previewDecryptsSecrets: boolean;
  /** Whether the deploy role may change what records and detects attacks in the account, such as a trail. */
  readonly accountServices: boolean;
  /** Policies of the deploy role in addition to those that the platform needs. */
  readonly deployPolicyArns: readonly string[];
  /** Runner of the jobs of the stack, in its network. Default: none. */
  readonly runner?: RunnerArgs;
}

export interface BootstrapArgs {
  /** Prefix of every physical name. A change replaces everything, the state bucket included. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Region in which deploy roles may also create resources. */
  readonly secondRegion: string | undefined;
  /** Organization whose principals alone may access the state bucket. Default: its policy does not deny others. */
  readonly organizationId: string | undefined;
  /** Key of the tag with the environment, which the stacks have as well. */
  readonly environmentTagKey: string;
  readonly github?: GithubArgs;
  readonly gitlab?: GitlabArgs;
  /** By name of the stack. */
  readonly stacks: Readonly<Record<string, StackArgs>>;
  /** Days for which replaced and deleted versions of state files are kept. */
  readonly stateRetentionDays: number;
  /** Days after which access logs of the state bucket are deleted. */
  readonly logRetentionDays: number;
  /** Days (7 to 30) during which the deletion of a key can be canceled. */
  readonly keyDeletionWindowDays: number;
  /** Whether Pulumi refuses to delete buckets and keys. */
  readonly deletionProtection: boolean;
}
