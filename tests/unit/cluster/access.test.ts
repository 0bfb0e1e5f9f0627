import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs, MockResourceResult } from "@pulumi/pulumi/runtime";

import { accessRoleArn } from "../../../components/cluster/access/access-role-policies";
import type { AccessArgs, AccessLevel, AccessRoleArgs, Cluster } from "../../../components/cluster";
import { SandboxMocks } from "../../support/mocks";
import type { Recording } from "../../support/record";
import { settle } from "../../support/settle";
import { ALL, createCluster, recordCluster } from "./fixture";

const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const principalArn = "arn:aws:iam::111122223333:role/someone";

describe("access", () => {
  it.each<[AccessLevel, string]>([
    ["cluster-admin", "AmazonEKSClusterAdminPolicy"],
    ["admin", "AmazonEKSAdminPolicy"],
    ["edit", "AmazonEKSEditPolicy"],
    ["view", "AmazonEKSViewPolicy"],
  ])("gives %s the AWS managed policy %s", async (policy, name) => {
    const recording = await recordCluster({ access: { someone: { principalArn, policy, ...ALL } } });
    expect(recording.one(ASSOCIATION).inputs).toEqual({
      clusterName: "groundwork-prod",
      principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
      accessScope: { type: "cluster" },
    });
  });

  it("is limited to the namespaces that are listed", async () => {
    const namespaces = ["apps", "jobs"];
    const recording = await recordCluster({ access: { team: { principalArn, policy: "edit", ...ALL, namespaces } } });
    expect(recording.one(ASSOCIATION, "cluster-access-team-policy").inputs["accessScope"]).toEqual({
      type: "namespace",
      namespaces,
    });
  });

  it("is given to the configured principals and to no others", async () => {
    const recording = await recordCluster({
      access: {
        deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin", ...ALL },
        team: { principalArn, policy: "view", ...ALL },
      },
    });
    expect(recording.ofType(ENTRY).map(({ name, inputs }) => [name, inputs["principalArn"]])).toEqual([
      ["cluster-access-deployer", "arn:aws:iam::111122223333:role/deployer"],
      ["cluster-access-team", principalArn],
    ]);
    expect(recording.ofType(ASSOCIATION)).toHaveLength(2);
  });

  it("replaces the policy association with the entry, whose principal it reads", async () => {
    const mocks = new RenamedPrincipals(true);
    await pulumi.runtime.setMocks(mocks, "groundwork", "test", true);
    createCluster();
    await settle(() => mocks.seen.length);
    const association = mocks.seen.find(({ type }) => type === ASSOCIATION);
    expect(association?.inputs["principalArn"]).toBe("as the entry answers");
  });
});

describe("an access entry", () => {
  const trigger = async (access: Partial<AccessArgs>): Promise<unknown> => {
    const recording = await recordCluster({ access: { someone: { principalArn, policy: "view", ...ALL, ...access } } });
    return recording.one(ENTRY).options.replacementTrigger;
  };

  it("is deleted and replaced when its principal was recreated (aws/containers-roadmap#2441)", async () => {
    expect(await trigger({ uniqueId: "AROADBQP57FF2AEXAMPLE" })).toEqual(["AROADBQP57FF2AEXAMPLE"]);
    expect((await recordCluster()).one(ENTRY).options.deleteBeforeReplace).toBe(true);
  });

  it("is replaced when groups are removed, which the provider does not remove", async () => {
    expect(await trigger({ kubernetesGroups: ["team-a"] })).toEqual(["", "team-a"]);
    expect(await trigger({})).toEqual([""]);
  });

  it("can have groups without a policy", async () => {
    const access = { team: { principalArn, namespaces: [], kubernetesGroups: ["team-a"] } };
    const recording = await recordCluster({ access });
    expect(recording.one(ENTRY).inputs["kubernetesGroups"]).toEqual(["team-a"]);
    expect(recording.ofType(ASSOCIATION)).toEqual([]);
    expect(recording.one("pulumi:providers:kubernetes").options.dependsOn).toContain(`${ENTRY}::cluster-access-team`);
  });
});

describe("the policy preview", () => {
  const PREVIEW: AccessArgs = { principalArn, policy: "preview", ...ALL };
  const POLICY = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
  const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
  let recording: Recording<Cluster>;

  beforeAll(async () => {
    recording = await recordCluster({ access: { previews: PREVIEW } });
  });

  it("adds the principal to a group instead of attaching an EKS policy", () => {
    expect(recording.one(ENTRY).inputs["kubernetesGroups"]).toEqual(["groundwork:preview"]);
    expect(recording.ofType(ASSOCIATION)).toEqual([]);
  });

  it("grants no access to Secrets, RBAC and admission policies", () => {
    const { rules } = recording.one(ROLE, "cluster-preview-role").inputs as {
      rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
    };
    const groups = rules.flatMap(({ apiGroups }) => apiGroups);
    expect(rules.flatMap(({ resources }) => resources)).not.toContain("secrets");
    expect(groups).not.toContain("rbac.authorization.k8s.io");
    expect(groups).not.toContain("admissionregistration.k8s.io");
    expect([...groups, ...rules.flatMap(({ resources }) => resources)]).not.toContain("*");
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "create", "patch"]));
  });

  it("grants verbs only after writes other than dry runs are denied", () => {
    expect(recording.one(POLICY, "cluster-preview-dry-runs").inputs["spec"]).toMatchObject({
      failurePolicy: "Fail",
      matchConditions: [{ expression: '"groundwork:preview" in request.userInfo.groups' }],
      validations: [{ expression: "has(request.dryRun) && request.dryRun" }],
    });
    const binding = recording.one(`${ROLE}Binding`, "cluster-preview-role-binding");
    expect(binding.options.dependsOn).toContain(`${POLICY}Binding::cluster-preview-dry-runs-binding`);
  });

  it("creates nothing in a cluster without such a principal", async () => {
    const without = await recordCluster();
    expect(without.resources.filter(({ name }) => name.includes("preview"))).toEqual([]);
  });
});

describe("an access role", () => {
  const BREAK_GLASS: AccessRoleArgs = {
    trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"],
    requireMfa: true,
    githubSubjects: [],
    notificationTopicArn: "arn:aws:sns:eu-west-1:111122223333:alarms",
    policy: "cluster-admin",
    ...ALL,
  };
  const DEPLOYER: AccessRoleArgs = {
    trustedPrincipals: [],
    requireMfa: true,
    githubSubjects: ["repo:acme/shop:environment:prod"],
    policy: "edit",
    ...ALL,
    namespaces: ["shop"],
  };
  let recording: Recording<Cluster>;

  const trust = (key: string): unknown => {
    const { inputs } = recording.one("aws:iam/role:Role", `cluster-role-${key}`);
    return (JSON.parse(String(inputs["assumeRolePolicy"])) as { Statement: unknown }).Statement;
  };

  beforeAll(async () => {
    recording = await recordCluster({ accessRoles: { "break-glass": BREAK_GLASS, deployer: DEPLOYER } });
  });

  it("has a fixed name and may only describe the cluster", () => {
    const { inputs, state } = recording.one("aws:iam/role:Role", "cluster-role-break-glass");
    expect(inputs["name"]).toBe("groundwork-prod-break-glass");
    expect(accessRoleArn("111122223333", "groundwork-prod", "break-glass")).toBe(state["arn"]);
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy", "cluster-role-break-glass-policy").inputs["policy"];
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [
        { Action: "eks:DescribeCluster", Resource: "arn:aws:eks:eu-west-1:111122223333:cluster/groundwork-prod" },
      ],
    });
  });

  it("can be assumed by people with MFA, and by workflows with the configured subject", () => {
    expect(trust("break-glass")).toEqual([
      {
        Sid: "Principals",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::111122223333:user/ann"] },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ]);
    expect(trust("deployer")).toEqual([
      {
        Sid: "GitHubActions",
        Effect: "Allow",
        Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:acme/shop:environment:prod"],
          },
        },
      },
    ]);
  });

  it("does not require MFA with requireMfa false", async () => {
    const without = await recordCluster({ accessRoles: { ops: { ...BREAK_GLASS, requireMfa: false } } });
    expect(without.one("aws:iam/role:Role", "cluster-role-ops").inputs["assumeRolePolicy"]).not.toContain("Multi");
  });

  it("has an access entry that is replaced with the role", async () => {
    const role = recording.one("aws:iam/role:Role", "cluster-role-deployer").state;
    const entry = recording.one(ENTRY, "cluster-role-deployer-access");
    expect(entry.inputs["principalArn"]).toBe(role["arn"]);
    const [trigger] = entry.options.replacementTrigger as pulumi.Input<string>[];
    expect(await recording.valueOf(trigger ?? "")).toBe(role["uniqueId"]);
    expect(recording.one(ASSOCIATION, "cluster-role-deployer-access-policy").inputs).toMatchObject({
      principalArn: role["arn"],
      accessScope: { type: "namespace", namespaces: ["shop"] },
    });
  });

  it("notifies the topic of notificationTopicArn when it is assumed", () => {
    const rules = recording.ofType("aws:cloudwatch/eventRule:EventRule");
    expect(rules.map(({ name }) => name)).toEqual(["cluster-role-break-glass-use"]);
    expect(JSON.parse(String(rules[0]?.inputs["eventPattern"]))).toMatchObject({
      source: ["aws.sts"],
      detail: { requestParameters: { roleArn: ["arn:aws:iam::111122223333:role/groundwork-prod-break-glass"] } },
    });
    expect(recording.one("aws:cloudwatch/eventTarget:EventTarget").inputs["arn"]).toBe(
      BREAK_GLASS.notificationTopicArn,
    );
  });

  it("is in the access table, with the principals that can assume it", () => {
    expect(recording.result.access).toEqual({
      "arn:aws:iam::111122223333:role/deployer": "cluster-admin in the whole cluster",
      "arn:aws:iam::111122223333:role/groundwork-prod-break-glass":
        "cluster-admin in the whole cluster; assumed by arn:aws:iam::111122223333:user/ann with MFA",
      "arn:aws:iam::111122223333:role/groundwork-prod-deployer":
        "edit in shop; assumed by repo:acme/shop:environment:prod",
    });
  });
});

/** Returns another principal than the input, so that a test shows which resources read the output. */
class RenamedPrincipals extends SandboxMocks {
  override newResource(args: MockResourceArgs): MockResourceResult {
    const result = super.newResource(args);
    return args.type === ENTRY ? { ...result, state: { principalArn: "as the entry answers" } } : result;
  }
}
