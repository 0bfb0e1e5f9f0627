import { type Edits, problemsWith } from "../fixtures";

const ROLE = "arn:aws:iam::111122223333:role/people";
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const people = (settings: object): Edits => ({ "cluster.access.people": { principalArn: ROLE, ...settings } });

describe("access to the Kubernetes API", () => {
  it.each<[string, Edits]>([
    [
      "to principals of another account",
      people({ principalArn: "arn:aws:iam::999999999999:user/ops/ann", policy: "view" }),
    ],
    ["to a second administrator, of some namespaces", people({ policy: "cluster-admin", namespaces: ["web-*"] })],
    ["to groups without a policy", people({ kubernetesGroups: ["team-a"] })],
    [
      "to an administrator among the access roles only",
      {
        "cluster.access": {},
        "cluster.accessRoles.ops": { trustedPrincipals: [ROLE], requireMfa: false, policy: "cluster-admin" },
      },
    ],
    [
      "to a role whose name begins like that of nodes",
      people({ principalArn: role("cluster-node-roles"), policy: "view" }),
    ],
  ])("can be given %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "an administrator of some namespaces only",
      { "cluster.access.deployer.namespaces": ["web"] },
      ["cluster.access: cluster/no-cluster-admin"],
    ],
    ["no entry at all", { "cluster.access": {} }, ["cluster.access: cluster/no-cluster-admin"]],
    [
      "two entries for a principal",
      { ...people({ policy: "view" }), "cluster.access.same": { principalArn: ROLE, policy: "edit" } },
      ["cluster.access.same.principalArn: cluster/duplicate-principal"],
    ],
    ...["cluster-node-role-1a2b3c4", "cluster-karpenter-node-role-1a2b3c4", "cluster-fargate-role-1a2b3c4"].map(
      (name): [string, Edits, string[]] => [
        `an entry for ${name}`,
        people({ principalArn: role(name), policy: "view" }),
        ["cluster.access.people.principalArn: cluster/principal-is-node-role"],
      ],
    ),
    [
      "an entry for a service-linked role",
      people({ principalArn: role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"), policy: "view" }),
      ["cluster.access.people.principalArn: cluster/principal-is-service-linked-role"],
    ],
    ["an entry without permissions", people({}), ["cluster.access.people.policy: cluster/access-without-permissions"]],
    [
      "namespaces without a policy",
      people({ namespaces: ["web"], kubernetesGroups: ["team-a"] }),
      ["cluster.access.people.namespaces: cluster/namespaces-without-policy"],
    ],
    [
      "an access role that no principal can assume",
      { "cluster.accessRoles.ops": { policy: "view" } },
      ["cluster.accessRoles.ops: cluster/access-role-without-principals"],
    ],
    [
      "namespaces for the policy preview",
      people({ policy: "preview", namespaces: ["web"] }),
      ["cluster.access.people.namespaces: cluster/preview-of-namespaces"],
    ],
    [
      "a second entry for an access role",
      {
        "cluster.accessRoles.ops": { trustedPrincipals: [ROLE], policy: "view" },
        "cluster.access.ops": { principalArn: role("shop-dev-ops"), policy: "view" },
      },
      ["cluster.access.ops: cluster/principal-is-access-role"],
    ],
  ])("is refused with %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("is refused without an administrator of the whole cluster (pulumi/pulumi-aws#4096)", () => {
    expect(problemsWith({ "cluster.access.deployer.policy": "admin" })).toEqual([
      "cluster.access: cluster/no-cluster-admin",
    ]);
  });

  it("is refused with a misspelt policy key, which would grant no permissions (terraform-aws-modules/terraform-aws-eks#3587)", () => {
    expect(problemsWith(people({ polcy: "view" }))).toContain("cluster.access.people.polcy: schema/misspelt-key");
  });
});

describe("the subject of a GitHub workflow", () => {
  const withSubject = (subject: string): readonly string[] =>
    problemsWith({ "cluster.accessRoles.ci": { githubSubjects: [subject], policy: "edit" } });

  it.each([
    "repo:acme/shop:environment:prod",
    "repo:acme/shop:ref:refs/heads/main",
    "repo:acme@1234/shop@5678:environment:prod",
    "repo:acme@1234/shop@5678:ref:refs/tags/v1.0.0",
  ])("is accepted with names, and with IDs since 2026-07-15: %s", (subject) => {
    expect(withSubject(subject)).toEqual([]);
  });

  it.each([
    "repo:acme@1234/shop:environment:prod",
    "repo:acme/shop@5678:environment:prod",
    "repo:acme@x/shop@5678:environment:prod",
    "repo:acme/*:*",
    "repo:acme/shop:pull_request",
  ])("is refused if it is incomplete, or if every pull request has it: %s", (subject) => {
    expect(withSubject(subject)).toEqual(["cluster.accessRoles.ci.githubSubjects[0]: schema/wrong-form"]);
  });
});
