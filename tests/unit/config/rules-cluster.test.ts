import { type Edits, problemsWith, warningsWith } from "./fixtures";

const ROLE = "arn:aws:iam::111122223333:role/people";
const NODE_ROLE = "arn:aws:iam::111122223333:role/cluster-node-role";
const SERVICE_LINKED = "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS";
const POLICY = "arn:aws:iam::111122223333:policy/uploads";
const PODS = { namespace: "web", serviceAccount: "uploader" };
const AUTO_MODE: Edits = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };
const LOCKED_OUT =
  "cluster.endpoint.private: Nodes reach the API server through its private endpoint. The public one is closed to the addresses of NAT gateways, which AWS assigns and `publicCidrs` cannot name in advance: no node would join the cluster (NodeCreationFailure).";
const fargate = (selector: object): Edits => ({ "cluster.fargateProfiles.jobs": { selectors: [selector] } });

describe("cluster rules", () => {
  it.each<[string, Edits]>([
    ["a VPC beside the services", { "network.cidr": "172.16.0.0/16" }],
    ["a public endpoint for some", { "cluster.endpoint": { public: true, publicCidrs: ["203.0.113.0/24"] } }],
    ["an add-on newer than the lock", { "cluster.addons": { coredns: { version: "v1.15.0-eksbuild.1" } } }],
    ["nodes one minor version behind", { "cluster.version": "1.36", "cluster.nodeVersion": "1.35" }],
    ["a kube-proxy three versions behind", { "cluster.addons": { "kube-proxy": { version: "v1.33.10-eksbuild.21" } } }],
    [
      "principals of another account",
      { "cluster.access.people": { principalArn: "arn:aws:iam::999999999999:user/ops/ann", policy: "view" } },
    ],
    [
      "a second admin of some namespaces",
      { "cluster.access.people": { principalArn: ROLE, policy: "cluster-admin", namespaces: ["web-*"] } },
    ],
    ["Auto Mode", AUTO_MODE],
    [
      "another metrics-server for Auto Mode",
      { ...AUTO_MODE, "cluster.addons": { "metrics-server": { version: "v0.9.0-eksbuild.6" } } },
    ],
    ["groups without a policy", { "cluster.access.people": { principalArn: ROLE, kubernetesGroups: ["team-a"] } }],
    [
      "an administrator among the platform's own roles",
      {
        "cluster.access": {},
        "cluster.accessRoles.ops": { trustedPrincipals: [ROLE], requireMfa: false, policy: "cluster-admin" },
      },
    ],
    ["Fargate for workloads", fargate({ namespace: "batch-*" })],
    [
      "CoreDNS beside Auto Mode, for Fargate",
      {
        ...AUTO_MODE,
        ...fargate({ namespace: "batch-*" }),
        "cluster.addons": { coredns: { version: "v1.15.0-eksbuild.1" } },
      },
    ],
    ["a namespace with all defaults", { "cluster.namespaces": { web: {} } }],
    ["limits as large as the quota", { "cluster.namespaces": { web: { quota: { cpu: "500m", memory: "256Mi" } } } }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "services within the VPC",
      { "network.cidr": "172.20.0.0/16" },
      ["cluster.serviceCidr: Overlaps the VPC: pods could not reach what is behind the shared addresses."],
    ],
    [
      "a VPC within the services",
      { "network.cidr": "10.64.0.0/16", "cluster.serviceCidr": "10.64.0.0/12" },
      ["cluster.serviceCidr: Overlaps the VPC: pods could not reach what is behind the shared addresses."],
    ],
    ["no endpoint", { "cluster.endpoint.private": false }, [LOCKED_OUT]],
    [
      "a public endpoint that is closed to the nodes",
      { "cluster.endpoint": { private: false, public: true, publicCidrs: ["203.0.113.0/24"] } },
      [LOCKED_OUT],
    ],
    [
      "a public endpoint for all",
      { "cluster.endpoint.public": true },
      ["cluster.endpoint.publicCidrs: Without a list EKS lets the whole internet reach the public endpoint."],
    ],
    [
      "a list for no public endpoint",
      { "cluster.endpoint.publicCidrs": ["203.0.113.0/24"] },
      ["cluster.endpoint.publicCidrs: Means nothing without a public endpoint."],
    ],
    [
      "nodes newer than their control plane",
      { "cluster.version": "1.35", "cluster.nodeVersion": "1.36" },
      ["cluster.nodeVersion: Nodes are never newer than their control plane."],
    ],
    [
      "nodes two minor versions behind",
      { "cluster.version": "1.36", "cluster.nodeVersion": "1.34" },
      ["cluster.nodeVersion: More than one minor version behind."],
    ],
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
      "neither node groups nor Auto Mode",
      { "cluster.nodeGroups": {} },
      ["cluster.nodeGroups: No node group: coredns would have nowhere to run."],
    ],
    [
      "other nodes beside those of Auto Mode",
      { "cluster.compute": "auto-mode", "cluster.nodeVersion": "1.36" },
      [
        "cluster.nodeGroups: Auto Mode brings its own nodes.",
        "cluster.nodeVersion: Nodes of Auto Mode follow the control plane by themselves.",
      ],
    ],
    [
      "an add-on that is part of Auto Mode",
      { ...AUTO_MODE, "cluster.addons": { coredns: { version: "v1.15.0-eksbuild.1" } } },
      ["cluster.addons.coredns: Part of Auto Mode, which keeps it up to date."],
    ],
    [
      "other add-ons of Auto Mode, also beside Fargate",
      {
        ...AUTO_MODE,
        ...fargate({ namespace: "batch-*" }),
        "cluster.addons": { "vpc-cni": { version: "v1.22.4-eksbuild.3" } },
      },
      ["cluster.addons.vpc-cni: Part of Auto Mode, which keeps it up to date."],
    ],
    [
      "settings of Auto Mode without it",
      { "cluster.autoMode": { architectures: ["amd64"] } },
      ["cluster.autoMode: Means nothing without compute auto-mode."],
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
    ...["kube-system", "*", "kube-?ystem"].map((namespace): [string, Edits, string[]] => [
      `Fargate for ${namespace}`,
      fargate({ namespace }),
      [
        "cluster.fargateProfiles.jobs.selectors[0].namespace: Takes kube-system, whose pods need a node: they have their rights by Pod Identity.",
      ],
    ]),
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

  it("warn that network policies do not hold on Fargate, where a namespace of the platform meets a profile", () => {
    const warning =
      "cluster.fargateProfiles.jobs.selectors[0].namespace: Network policies do not hold on Fargate: what runs there is open to the whole VPC.";
    const namespaces = { "batch-a": {}, web: {} };
    expect(warningsWith({ ...fargate({ namespace: "batch-?" }), "cluster.namespaces": namespaces })).toEqual([warning]);
    expect(warningsWith({ ...fargate({ namespace: "other" }), "cluster.namespaces": namespaces })).toEqual([]);
  });

  it("warn of pod identities in a namespace whose pods all run on Fargate", () => {
    const identities = { "cluster.podIdentities": { uploads: { ...PODS, policyArns: [POLICY] } } };
    const warning =
      "cluster.podIdentities.uploads.namespace: Pod Identity has no effect: pods of this namespace run on Fargate.";
    expect(warningsWith({ ...fargate({ namespace: "we?" }), ...identities })).toEqual([warning]);
    expect(warningsWith({ ...fargate({ namespace: "we?", labels: { on: "fargate" } }), ...identities })).toEqual([]);
  });

  it("let the calendar decide about the Kubernetes version", () => {
    const edits = { "cluster.version": "1.35" };
    const accepting = { ...edits, "cluster.acceptForcedUpgrade": true };
    const ends = (days: string): string =>
      `cluster.version: Standard support ends in ${days}, on 2027-03-27; then AWS upgrades the cluster by itself.`;
    expect(warningsWith(edits, { today: new Date("2026-12-26") })).toEqual([]);
    expect(warningsWith(edits, { today: new Date("2026-12-27") })).toEqual([ends("90 days")]);
    expect(problemsWith(edits, { today: new Date("2027-02-24") })).toEqual([]);
    expect(problemsWith(edits, { today: new Date("2027-02-25") })).toEqual([ends("30 days")]);
    expect(problemsWith(accepting, { today: new Date("2027-03-26") })).toEqual([]);
    expect(warningsWith(accepting, { today: new Date("2027-03-26") })).toEqual([ends("1 day")]);
    expect(problemsWith(edits, { today: new Date("2027-03-27") })).toEqual([
      "cluster.version: Standard support ended on 2027-03-27: AWS upgrades such clusters by itself.",
    ]);
  });
});
