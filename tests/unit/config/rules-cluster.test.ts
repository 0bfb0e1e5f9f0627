import { type Edits, problemsWith, warningsWith } from "./fixtures";

const ROLE = "arn:aws:iam::111122223333:role/people";
const NODE_ROLE = "arn:aws:iam::111122223333:role/cluster-node-role";
const SERVICE_LINKED = "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS";
const POLICY = "arn:aws:iam::111122223333:policy/uploads";
const PODS = { namespace: "web", serviceAccount: "uploader" };
const fargate = (selector: object): Edits => ({ "cluster.fargateProfiles.jobs": { selectors: [selector] } });

describe("cluster rules", () => {
  it.each<[string, Edits]>([
    ["an add-on newer than the lock", { "cluster.addons": { coredns: { version: "v1.15.0-eksbuild.1" } } }],
    ["a kube-proxy three versions behind", { "cluster.addons": { "kube-proxy": { version: "v1.33.10-eksbuild.21" } } }],
    [
      "principals of another account",
      { "cluster.access.people": { principalArn: "arn:aws:iam::999999999999:user/ops/ann", policy: "view" } },
    ],
    [
      "a second admin of some namespaces",
      { "cluster.access.people": { principalArn: ROLE, policy: "cluster-admin", namespaces: ["web-*"] } },
    ],
    ["groups without a policy", { "cluster.access.people": { principalArn: ROLE, kubernetesGroups: ["team-a"] } }],
    [
      "an administrator among the platform's own roles",
      {
        "cluster.access": {},
        "cluster.accessRoles.ops": { trustedPrincipals: [ROLE], requireMfa: false, policy: "cluster-admin" },
      },
    ],
    ["a namespace with all defaults", { "cluster.namespaces": { web: {} } }],
    ["limits as large as the quota", { "cluster.namespaces": { web: { quota: { cpu: "500m", memory: "256Mi" } } } }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a kube-proxy newer than the cluster",
      { "cluster.version": "1.35", "cluster.addons": { "kube-proxy": { version: "v1.36.0-eksbuild.1" } } },
      ["cluster.addons.kube-proxy.version: Newer than the cluster."],
    ],
    [
      "a kube-proxy four versions behind",
      { "cluster.addons": { "kube-proxy": { version: "v1.32.0-eksbuild.1" } } },
      ["cluster.addons.kube-proxy.version: Too old for the cluster."],
    ],
    [
      "no admin of the whole cluster",
      { "cluster.access.deployer.policy": "admin" },
      ["cluster.access: Nobody could administer the cluster."],
    ],
    ["no access at all", { "cluster.access": {} }, ["cluster.access: Nobody could administer the cluster."]],
    [
      "one principal twice",
      {
        "cluster.access.people": { principalArn: ROLE, policy: "view" },
        "cluster.access.same": { principalArn: ROLE, policy: "edit" },
      },
      ["cluster.access.same.principalArn: EKS takes one access entry for a principal."],
    ],
    [
      "the role of the cluster's own nodes",
      { "cluster.access.nodes": { principalArn: `${NODE_ROLE}-1a2b3c4`, policy: "view" } },
      ["cluster.access.nodes.principalArn: A role of nodes, whose entry comes with them."],
    ],
    [
      "a service-linked role",
      { "cluster.access.aws": { principalArn: SERVICE_LINKED, policy: "view" } },
      ["cluster.access.aws.principalArn: EKS takes no service-linked role."],
    ],
    [
      "access without any right",
      { "cluster.access.people": { principalArn: ROLE } },
      ["cluster.access.people.policy: Lets somebody in who may then do nothing."],
    ],
    [
      "namespaces of no policy",
      { "cluster.access.people": { principalArn: ROLE, namespaces: ["web"], kubernetesGroups: ["team-a"] } },
      ["cluster.access.people.namespaces: Namespaces limit a policy, and there is none."],
    ],
    [
      "pods without rights, twice",
      { "cluster.podIdentities": { one: PODS, two: { ...PODS, roleArn: ROLE, policyArns: [POLICY] } } },
      [
        "cluster.podIdentities.one: Gives its pods no rights.",
        "cluster.podIdentities.two.serviceAccount: EKS takes one association for a service account.",
        "cluster.podIdentities.two.policyArns: The role that is there already has its own.",
      ],
    ],
    [
      "a role for nobody",
      { "cluster.accessRoles.ops": { policy: "view" } },
      ["cluster.accessRoles.ops: Nobody could take the role on."],
    ],
    [
      "a second entry for a role of the platform",
      {
        "cluster.accessRoles.ops": { trustedPrincipals: [ROLE], policy: "view" },
        "cluster.access.ops": { principalArn: "arn:aws:iam::111122223333:role/shop-dev-ops", policy: "view" },
      },
      ["cluster.access.ops: A role of accessRoles, which is let in already."],
    ],
    [
      "a default request above the default limit",
      { "cluster.namespaces": { web: { containerDefaults: { cpuRequest: "1" } } } },
      ["cluster.namespaces.web.containerDefaults.cpuRequest: More than the limit."],
    ],
    [
      "a default limit above the quota",
      { "cluster.namespaces": { web: { quota: { memory: "128Mi" } } } },
      ["cluster.namespaces.web.containerDefaults.memoryLimit: More than the quota of the whole namespace."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("leave no cluster without an administrator (pulumi/pulumi-aws#4096)", () => {
    const viewer = { principalArn: ROLE, policy: "view" };
    expect(problemsWith({ "cluster.access": { viewer } })).toEqual([
      "cluster.access: Nobody could administer the cluster.",
    ]);
  });

  it("refuse a misspelt key instead of giving no policy (terraform-aws-modules/terraform-aws-eks#3587)", () => {
    const problems = problemsWith({ "cluster.access.people": { principalArn: ROLE, polcy: "view" } });
    expect(problems.join("\n")).toContain("cluster.access.people.polcy");
  });

  it("warn of pod identities in a namespace whose pods all run on Fargate", () => {
    const identities = { "cluster.podIdentities": { uploads: { ...PODS, policyArns: [POLICY] } } };
    const warning =
      "cluster.podIdentities.uploads.namespace: Pod Identity has no effect: pods of this namespace run on Fargate.";
    expect(warningsWith({ ...fargate({ namespace: "we?" }), ...identities })).toEqual([warning]);
    expect(warningsWith({ ...fargate({ namespace: "we?", labels: { on: "fargate" } }), ...identities })).toEqual([]);
  });
});
