import { githubSubjects } from "../../domain/access/github-subjects";
import { gitlabSubject } from "../../domain/access/gitlab-subjects";
import type { PipelineRole } from "../../domain/bootstrap/names";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import type { BootstrapArgs } from "./bootstrap-args";
import { GITHUB, gitlabIssuer, type Issuer, oidcProviderArn } from "./identity-providers";

type Pipelines = Pick<BootstrapArgs, "accountId" | "github" | "gitlab">;

/**
 * Trust policy of a pipeline's role. GitHub: jobs of the environment `<stack>` deploy, and those of `preview-<stack>` preview.
 * GitLab: pipelines of the protected branch deploy, and pipelines of every branch preview.
 */
export function trustPolicy({ accountId, github, gitlab }: Pipelines, stack: string, role: PipelineRole): string {
  const statements: PolicyStatement[] = [];
  if (github !== undefined) {
    const subjects = githubSubjects(github, role === "deploy" ? stack : `preview-${stack}`);
    statements.push(trust("GitHub", accountId, GITHUB, "StringEquals", subjects));
  }
  if (gitlab !== undefined) {
    const subject = gitlabSubject(gitlab, role === "deploy" ? gitlab.deployBranch : "*");
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
