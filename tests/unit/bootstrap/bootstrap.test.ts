import { readFileSync } from "node:fs";
import path from "node:path";

import type { Bootstrap } from "../../../components/bootstrap";
import { gitlabIssuer } from "../../../components/bootstrap/identity-providers";
import type { Recording } from "../../support/record";
import { PROJECT_DIR } from "../../support/stack-files";
import { recordBootstrap, SHORT_LIVED, stack, statement, statementsOf } from "./record-bootstrap";

let all: Recording<Bootstrap>;

beforeAll(async () => {
  all = await recordBootstrap({});
});

const KEY = "aws:kms/key:Key";
const POLICY = "aws:iam/policy:Policy";
const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

describe("the state bucket", () => {
  it("keeps versions, is encrypted with its own key, logs access, and denies deletion to everyone", () => {
    const bucket = "shop-bootstrap-state-111122223333-eu-west-1";
    const setting = (type: string, suffix: string): unknown => all.one(type, `bootstrap-state-bucket-${suffix}`).inputs;
    expect(setting("aws:s3/bucketVersioning:BucketVersioning", "versioning")).toMatchObject({
      versioningConfiguration: { status: "Enabled" },
    });
    expect(
      setting("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "encryption"),
    ).toMatchObject({
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: all.one(KEY, "bootstrap-state-key").state["arn"],
          },
        },
      ],
    });
    expect(setting("aws:s3/bucketLogging:BucketLogging", "logging")).toMatchObject({
      targetBucket: "shop-bootstrap-access-logs-111122223333-eu-west-1",
    });
    const sids = statementsOf(all, "aws:s3/bucketPolicy:BucketPolicy", "bootstrap-state-bucket-policy");
    expect(sids.find(({ Sid }) => Sid === "DenyDeletion")).toEqual({
      Sid: "DenyDeletion",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    });
  });

  it("is protected like every key, and can be deleted only without deletion protection", async () => {
    const protectedTypes = ["aws:s3/bucket:Bucket", KEY];
    const stateful = all.resources.filter(({ type }) => protectedTypes.includes(type));
    expect(stateful.map(({ options }) => options.protect)).toEqual(stateful.map(() => true));
    const free = await recordBootstrap({ deletionProtection: false });
    expect(
      statement(free, "aws:s3/bucketPolicy:BucketPolicy", "bootstrap-state-bucket-policy", "DenyDeletion"),
    ).toBeUndefined();
  });
});

describe("identity providers", () => {
  it("are created for GitHub and GitLab, and remain at AWS after a destroy", async () => {
    const gitlab = { project: "acme/shop", host: "gitlab.com", deployBranch: "main", oidcProvider: "create" } as const;
    const other = await recordBootstrap({ gitlab });
    const providers = other.ofType(PROVIDER);
    expect(providers.map(({ inputs }) => [inputs["url"], inputs["clientIdLists"]])).toEqual([
      ["https://token.actions.githubusercontent.com", ["sts.amazonaws.com"]],
      ["https://gitlab.com", ["https://gitlab.com"]],
    ]);
    expect(providers.map(({ options }) => options.retainOnDelete)).toEqual([true, true]);
    expect(statement(other, ROLE, "bootstrap-dev-deploy", "GitLab")?.Condition?.["StringLike"]).toEqual({
      "gitlab.com:sub": ["project_path:acme/shop:ref_type:branch:ref:main"],
    });
    expect(statement(other, ROLE, "bootstrap-dev-preview", "GitLab")?.Condition?.["StringLike"]).toEqual({
      "gitlab.com:sub": ["project_path:acme/shop:ref_type:branch:ref:*"],
    });
  });

  it("have the audience that the example pipeline of GitLab requests", () => {
    const text = readFileSync(path.join(PROJECT_DIR, "examples/ci/.gitlab-ci.yml"), "utf8");
    const audience = /ID_TOKEN: \{ aud: (\S+) \}/.exec(text)?.[1];
    expect(audience).toBe(gitlabIssuer("gitlab.com").audience);
  });

  it("are not created if the account has them", async () => {
    const other = await recordBootstrap({ github: { repository: "acme/shop", oidcProvider: "existing" } });
    expect(other.ofType(PROVIDER)).toEqual([]);
    expect(statement(other, ROLE, "bootstrap-dev-deploy", "GitHub")).toMatchObject({
      Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    });
  });
});

describe("the roles of a stack", () => {
  it("trust the jobs of one environment of GitHub each, by names and by IDs", () => {
    const subjects = (role: string): unknown =>
      statement(all, ROLE, role, "GitHub")?.Condition?.["StringEquals"]?.["token.actions.githubusercontent.com:sub"];
    expect(subjects("bootstrap-prod-deploy")).toEqual([
      "repo:acme/shop:environment:prod",
      "repo:acme@12/shop@345:environment:prod",
    ]);
    expect(subjects("bootstrap-prod-preview")).toEqual([
      "repo:acme/shop:environment:preview-prod",
      "repo:acme@12/shop@345:environment:preview-prod",
    ]);
  });

  it("have the permissions boundary of their stack, and sessions of the configured length", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary/shop-bootstrap";
    expect(all.ofType(ROLE).map(({ inputs }) => inputs["permissionsBoundary"])).toEqual(
      ["dev", "dev", "prod", "prod"].map((key) => `${boundary}-${key}`),
    );
    expect(all.one(ROLE, "bootstrap-dev-deploy").inputs["maxSessionDuration"]).toBe(4 * 3600);
    expect(all.one(ROLE, "bootstrap-dev-preview").inputs["maxSessionDuration"]).toBe(3600);
  });

  it("cannot decrypt the secrets of other stacks, and previews of prod cannot decrypt their own", () => {
    const arnOf = (key: string): unknown => all.one(KEY, `bootstrap-secrets-key-${key}`).state["arn"];
    const [dev, prod] = [arnOf("dev"), arnOf("prod")];
    const denied = (role: string): unknown =>
      statement(all, ROLE_POLICY, `bootstrap-${role}-access`, "SecretsOfOthers")?.Resource;
    const allowed = (role: string): unknown =>
      statement(all, ROLE_POLICY, `bootstrap-${role}-access`, "Secrets")?.Resource;
    expect([allowed("dev-preview"), denied("dev-preview")]).toEqual([dev, [prod]]);
    expect([allowed("dev-deploy"), denied("dev-deploy")]).toEqual([dev, [prod]]);
    expect([allowed("prod-preview"), denied("prod-preview")]).toEqual([undefined, [dev, prod]]);
    expect([allowed("prod-deploy"), denied("prod-deploy")]).toEqual([prod, [dev]]);
  });

  it("read the state of their stack, and only the deploy role writes it", () => {
    const state = (role: string): unknown => statement(all, ROLE_POLICY, `bootstrap-${role}-access`, "State");
    const objects = "arn:aws:s3:::shop-bootstrap-state-111122223333-eu-west-1/stacks/dev/*";
    expect(state("dev-preview")).toMatchObject({ Action: ["s3:GetObject"], Resource: objects });
    expect(state("dev-deploy")).toMatchObject({
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: objects,
    });
  });

  it("allow a preview nothing but reads of settings", () => {
    const [reads] = statementsOf(all, POLICY, "bootstrap-reads");
    const actions = [reads?.Action ?? []].flat();
    expect(actions.filter((action) => !/:(BatchGet|Describe|Get|List|View)/.test(action))).toEqual([]);
    const data = /GetObject|GetSecretValue|GetParameter|Decrypt|GetLogEvents|GetAuthorizationToken|AccessKubernetesApi/;
    expect(actions.filter((action) => data.test(action))).toEqual([]);
    const attached = all.resources.filter(
      ({ type, name }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" && name.includes("preview"),
    );
    expect(attached.map(({ inputs }) => inputs["policyArn"])).toEqual(
      Array(2).fill("arn:aws:iam::111122223333:policy/shop-bootstrap-reads"),
    );
  });

  it("allow a deployment only resources of its platform, where their names are known", () => {
    const resources = (area: string, sid: string): unknown =>
      statement(all, POLICY, `bootstrap-dev-deploy-${area}`, sid)?.Resource;
    expect(resources("data", "Buckets")).toEqual(["arn:aws:s3:::shop-dev-*"]);
    expect(resources("data", "Registries")).toEqual(["arn:aws:ecr:*:111122223333:repository/shop-dev/*"]);
    expect(resources("cluster", "Clusters")).toContain("arn:aws:eks:*:111122223333:cluster/shop-dev");
    expect(statement(all, POLICY, "bootstrap-dev-deploy-network", "InRegions")?.Condition).toEqual({
      StringEquals: { "aws:RequestedRegion": ["eu-west-1"] },
    });
  });

  it("add roles of extensions, a second Region and own policies on request", async () => {
    const databases = "arn:aws:iam::111122223333:policy/databases";
    const dev = { ...stack("shop-dev", true), extensions: ["orders"], deployPolicyArns: [databases] };
    const other = await recordBootstrap({ stacks: { dev }, secondRegion: "eu-central-1" });
    const roles = "arn:aws:iam::111122223333:role/orders-*";
    expect(statement(other, POLICY, "bootstrap-dev-deploy-roles", "Roles")?.Resource).toContain(roles);
    expect(statement(other, POLICY, "bootstrap-dev-boundary", "RolesOfOthers")?.NotResource).toContain(
      "arn:aws:iam::*:*/orders-*",
    );
    expect(statement(other, POLICY, "bootstrap-dev-deploy-network", "InRegions")?.Condition).toEqual({
      StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] },
    });
    expect(
      other.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "bootstrap-dev-deploy-databases").inputs,
    ).toMatchObject({ policyArn: databases });
  });
});

describe("the role of short-lived stacks", () => {
  const gitlab = { project: "acme/shop", host: "gitlab.com", deployBranch: "main", oidcProvider: "create" } as const;
  let shortLived: Recording<Bootstrap>;

  beforeAll(async () => {
    shortLived = await recordBootstrap({ gitlab, stacks: { prod: stack("shop-prod", false), ephemeral: SHORT_LIVED } });
  });

  it("is the only one: pull requests update these stacks without a preview", () => {
    expect(shortLived.ofType(ROLE).map(({ inputs }) => inputs["name"])).toEqual([
      "shop-bootstrap-prod-preview",
      "shop-bootstrap-prod-deploy",
      "shop-bootstrap-ephemeral-deploy",
    ]);
    expect(Object.keys(shortLived.result.stacks["ephemeral"] ?? {})).not.toContain("previewRoleArn");
  });

  it("trusts jobs of pull requests and the reaper at GitHub, and every branch of the project at GitLab", () => {
    const conditions = (sid: string): unknown =>
      statement(shortLived, ROLE, "bootstrap-ephemeral-deploy", sid)?.Condition;
    expect(conditions("GitHub")).toMatchObject({
      StringEquals: {
        "token.actions.githubusercontent.com:sub": [
          "repo:acme/shop:environment:ephemeral",
          "repo:acme@12/shop@345:environment:ephemeral",
          "repo:acme/shop:environment:ephemeral-reap",
          "repo:acme@12/shop@345:environment:ephemeral-reap",
        ],
      },
    });
    expect(conditions("GitLab")).toMatchObject({
      StringLike: { "gitlab.com:sub": ["project_path:acme/shop:ref_type:branch:ref:*"] },
    });
  });

  it("uses the environments of the jobs in ephemeral.yml", () => {
    const text = readFileSync(path.join(PROJECT_DIR, ".github/workflows/ephemeral.yml"), "utf8");
    const environments = [...text.matchAll(/^ {4}environment: (.+)$/gm)].map(([, name]) => name);
    expect(new Set(environments)).toEqual(new Set(["ephemeral", "ephemeral-reap"]));
  });
});

it("the outputs are what pipelines are configured with", () => {
  const { stacks } = all.result;
  expect(stacks["dev"]).toMatchObject({
    backendUrl: "s3://shop-bootstrap-state-111122223333-eu-west-1/stacks/dev?region=eu-west-1",
    secretsProvider: "awskms://alias/shop-bootstrap-secrets-dev?region=eu-west-1",
  });
});
