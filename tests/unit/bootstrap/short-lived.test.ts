import { deployAccess, readPolicy } from "../../../components/bootstrap/access-policies";
import { boundaryPolicy } from "../../../components/bootstrap/boundary";
import { deployPolicies } from "../../../components/bootstrap/deploy-policies";
import {
  ACCOUNT,
  ARGS,
  type Case,
  keyArn,
  KEYS as OF_STACKS,
  mayCall,
  role,
  statements,
  titled,
} from "./policy-fixture";
import { SHORT_LIVED } from "./record-bootstrap";

const KEYS = { ...OF_STACKS, secrets: { ...OF_STACKS.secrets, ephemeral: keyArn("ephemeral") } };
const STATE = `arn:aws:s3:::shop-bootstrap-state-${ACCOUNT}-eu-west-1`;
const LOG_GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:any`;

type Context = Readonly<Record<string, string>>;

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

describe("the deploy role of short-lived stacks", () => {
  const args = { ...ARGS, stacks: { ...ARGS.stacks, ephemeral: SHORT_LIVED } };
  const policies = [
    ...Object.values(deployPolicies(args, "ephemeral", SHORT_LIVED)),
    deployAccess(args, "ephemeral", KEYS),
    readPolicy(),
  ].flatMap(statements);
  const boundary = statements(boundaryPolicy(args, "ephemeral", KEYS));
  const deploy = (request: Case): boolean => mayCall("shop-bootstrap-ephemeral-deploy", policies, boundary, request);

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
