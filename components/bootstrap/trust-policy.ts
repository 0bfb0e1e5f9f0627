import { githubSubjects } from "../../domain/access/github-subjects";
import { gitlabSubject } from "../../domain/access/gitlab-subjects";
import type { PipelineRole } from "../../domain/bootstrap/names";
import { REAPER_ENVIRONMENT } from "../../domain/bootstrap/short-lived";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import type { BootstrapArgs, StackArgs } from "./bootstrap-args";
import { GITHUB, gitlabIssuer, type Issuer, oidcProviderArn } from "./identity-providers";

type Pipelines = Pick<BootstrapArgs, "accountId" | "github" | "gitlab">;

/**
 * Trust policy of a pipeline's role. GitHub: jobs of the environment `<stack>` deploy, and those of `preview-<stack>` preview.
 * GitLab: pipelines of the protected branch deploy, and pipelines of every branch preview. Short-lived stacks are deployed
 * from every branch of the repository or project, and destroyed by the reaper. Tokens of forks have other subjects, or are
 * not issued:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 */
export function trustPolicy(
  { accountId, github, gitlab }: Pipelines,
  stack: string,
  { isShortLived }: Pick<StackArgs, "isShortLived">,
  role: PipelineRole,
): string {
  const statements: PolicyStatement[] = [];
  if (github !== undefined) {
    const environments = isShortLived ? [stack, REAPER_ENVIRONMENT] : [role === "deploy" ? stack : `preview-${stack}`];
    const subjects = environments.flatMap((environment) => githubSubjects(github, environment));
    statements.push(trust("GitHub", accountId, GITHUB, "StringEquals", subjects));
  }
  if (gitlab !== undefined) {
    const subject = gitlabSubject(gitlab, role === "deploy" && !isShortLived ? gitlab.deployBranch : "*");
    statements.push(trust("GitLab", accountId, gitlabIssuer(gitlab.host), "StringLike", [subject]));
  }
  return policyDocument(statements);
}

function trust(
  sid: string,
  accountId: string,
  issuer: Issuer,
  operator: "StringEquals" | "StringLike",
  subjects: readonly string[],
): PolicyStatement {
  const ofAudience = { [`${issuer.host}:aud`]: issuer.audience };
  const ofSubjects = { [`${issuer.host}:sub`]: subjects };
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Federated: oidcProviderArn(accountId, issuer) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition:
      operator === "StringEquals"
        ? { StringEquals: { ...ofAudience, ...ofSubjects } }
        : { StringEquals: ofAudience, StringLike: ofSubjects },
  };
}
