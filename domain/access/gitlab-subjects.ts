/** A project of GitLab. */
export interface GitlabProject {
  /** Path with all groups: `acme/platform/shop`. */
  readonly project: string;
  /** Protected branch from which stacks are deployed. */
  readonly deployBranch: string;
}

/**
 * The subjects of the tokens of a project's pipelines, by branch. GitLab's subjects contain no environment.
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/
 *
 * @param branch name of the branch; `*` matches any
 */
export function gitlabSubject({ project }: Pick<GitlabProject, "project">, branch: string): string {
  return `project_path:${project}:ref_type:branch:ref:${branch}`;
}
