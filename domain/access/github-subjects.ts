/** A repository of GitHub. */
export interface GithubRepository {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /**
   * IDs of owner and repository, which stay when names change. Omitted: the tokens of the repository have names only.
   */
  readonly ids?: { readonly owner: string; readonly repository: string } | undefined;
}

/**
 * The subjects of the tokens that GitHub issues to jobs of an environment: by name, and with IDs by immutable identity.
 * Repositories that were created or renamed since 2026-07-15 send the second form, all others the first one.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export function githubSubjects({ repository, ids }: GithubRepository, environment: string): readonly string[] {
  const [owner = "", name = ""] = repository.split("/");
  const named = `repo:${owner}/${name}:environment:${environment}`;
  return ids === undefined
    ? [named]
    : [named, `repo:${owner}@${ids.owner}/${name}@${ids.repository}:environment:${environment}`];
}
