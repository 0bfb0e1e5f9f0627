import { deployAccess, readPolicy } from "../../../components/bootstrap/access-policies";
import { boundaryPolicy } from "../../../components/bootstrap/boundary";
import { deployPolicies } from "../../../components/bootstrap/deploy-policies";
import type { PolicyStatement } from "../../../domain/iam/policy-document";
import { isAllowed } from "../../support/iam-evaluator";
import { ARGS, SHORT_LIVED } from "./record-bootstrap";

const ACCOUNT = ARGS.accountId;
const KEYS = {
  state: key("state"),
  secrets: { dev: key("dev"), prod: key("prod"), ephemeral: key("ephemeral") },
};
const STATE = `arn:aws:s3:::shop-bootstrap-state-${ACCOUNT}-eu-west-1`;
const LOG_GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:any`;

type Context = Readonly<Record<string, string>>;
type Case = readonly [action: string, resource: string, context?: Context];

function key(id: string): string {
  return `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
}

function role(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

function cluster(name: string): string {
  return `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`;
}

function boundaryOf(stack: string): Context {
  return { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/boundary/shop-bootstrap-${stack}` };
}

function ofEnvironment(environment: string): Context {
  return { "aws:ResourceTag/Environment": environment };
}

/** A key of the bootstrap, which has the tag of the bootstrap's environment. */
const BOOTSTRAP_KEY = { "kms:ResourceAliases": "alias/shop-bootstrap-any", ...ofEnvironment("prod") };

function titled(cases: readonly Case[]): [string, Case][] {
  return cases.map((request) => [`${request[0]} on ${request[1]}`, request]);
}

describe("the deploy role of short-lived stacks", () => {
  const args = { ...ARGS, stacks: { ...ARGS.stacks, ephemeral: SHORT_LIVED } };
  const statements = (text: string): readonly PolicyStatement[] =>
    (JSON.parse(text) as { readonly Statement: readonly PolicyStatement[] }).Statement;
  const policies = [
    ...Object.values(deployPolicies(args, "ephemeral", SHORT_LIVED)),
    deployAccess(args, "ephemeral", KEYS),
    readPolicy(),
  ].flatMap(statements);
  const boundary = statements(boundaryPolicy(args, "ephemeral", KEYS));
  const deploy = ([action, resource, extra]: Case): boolean => {
    const context = {
      "aws:PrincipalArn": role("shop-bootstrap-ephemeral-deploy"),
      "aws:ResourceAccount": ACCOUNT,
      "aws:RequestedRegion": "eu-west-1",
      ...extra,
    };
    return isAllowed({ action, resource, context }, policies, boundary);
  };

  it.each(
    titled([
      ["eks:UpdateClusterConfig", cluster("pr-123-ephemeral"), ofEnvironment("ephemeral")],
      ["s3:PutBucketPolicy", `arn:aws:s3:::pr-123-ephemeral-data-${ACCOUNT}-eu-west-1`],
      ["iam:CreateRole", role("pr-123-ephemeral-reader"), boundaryOf("ephemeral")],
      ["iam:CreateRole", role("cluster-node-role-0123abc"), boundaryOf("ephemeral")],
      ["s3:PutObject", `${STATE}/stacks/ephemeral/.pulumi/stacks/groundwork/pr-123.json`],
      ["kms:Decrypt", KEYS.secrets.ephemeral, BOOTSTRAP_KEY],
      ["logs:DeleteLogGroup", LOG_GROUP, ofEnvironment("ephemeral")],
    ]),
  )("may call %s", (_, request) => {
    expect(deploy(request)).toBe(true);
  });

  it.each(
    titled([
      ["eks:UpdateClusterConfig", cluster("shop-dev"), ofEnvironment("dev")],
      ["eks:DeleteCluster", cluster("shop-prod")],
      ["eks:DeleteCluster", cluster("pr-123-staging")],
      // A cluster with a matching name and the tag of another environment.
      ["eks:DeleteCluster", cluster("pr-123-ephemeral"), ofEnvironment("prod")],
      ["s3:PutBucketPolicy", `arn:aws:s3:::shop-prod-data-${ACCOUNT}-eu-west-1`],
      ["iam:CreateRole", role("pr-123-ephemeral-reader"), boundaryOf("prod")],
      ["iam:UpdateAssumeRolePolicy", role("shop-bootstrap-ephemeral-deploy")],
      ["s3:GetObject", `${STATE}/stacks/prod/.pulumi/stacks/groundwork/prod.json`],
      ["kms:Decrypt", KEYS.secrets.prod, BOOTSTRAP_KEY],
      ["logs:DeleteLogGroup", LOG_GROUP, ofEnvironment("prod")],
      ["guardduty:DeleteDetector", "*"],
    ]),
  )("may not call %s", (_, request) => {
    expect(deploy(request)).toBe(false);
  });
});
