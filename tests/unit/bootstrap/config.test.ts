import { bootstrapVerdict, RUNNER } from "./fixtures";

function codes(edits: Readonly<Record<string, unknown>>): readonly string[] {
  return bootstrapVerdict(edits).problems.map(({ path, code }) => `${path}  [${code}]`);
}

describe("the stack file of a bootstrap", () => {
  it("needs a repository and stacks, and has defaults for everything else", () => {
    const { config, problems, warnings } = bootstrapVerdict();
    expect([...problems, ...warnings]).toEqual([]);
    expect(config?.bootstrap).toMatchObject({
      github: { repository: "acme/shop", oidcProvider: "create" },
      stateRetentionDays: 365,
      deletionProtection: true,
    });
  });

  it("lets the preview role decrypt the secrets of every stack but those of prod", () => {
    const stacks = bootstrapVerdict().config?.bootstrap.stacks;
    expect(stacks?.["dev"]?.previewDecryptsSecrets).toBe(true);
    expect(stacks?.["prod"]?.previewDecryptsSecrets).toBe(false);
  });

  it("keeps the setting of a stack of prod whose preview role may decrypt secrets", () => {
    const { config } = bootstrapVerdict({ "bootstrap.stacks.prod.previewDecryptsSecrets": true });
    expect(config?.bootstrap.stacks["prod"]?.previewDecryptsSecrets).toBe(true);
  });

  it("turns off deletion protection with `teardown`", () => {
    expect(bootstrapVerdict({ teardown: "shop-prod" }).config?.bootstrap.deletionProtection).toBe(false);
  });

  it("is refused with tags of components, which it does not have", () => {
    expect(codes({ "tags.components": { storage: { Team: "web" } } })).toEqual([
      "tags.components.storage  [tags/no-such-component]",
    ]);
  });

  it("is refused without a pipeline", () => {
    expect(codes({ "bootstrap.github": undefined })).toEqual(["bootstrap  [bootstrap/no-pipeline]"]);
  });

  it("is refused without stacks", () => {
    expect(codes({ "bootstrap.stacks": {} })).toEqual(["bootstrap.stacks  [bootstrap/no-stacks]"]);
  });

  it("has a runner for a stack on request, and defaults for its size and logs", () => {
    expect(bootstrapVerdict().config?.bootstrap.stacks["prod"]).not.toHaveProperty("runner");
    const { config, problems } = bootstrapVerdict({ "bootstrap.stacks.prod.runner": RUNNER });
    expect(problems).toEqual([]);
    expect(config?.bootstrap.stacks["prod"]?.runner).toEqual({ ...RUNNER, size: "medium", logRetentionDays: 365 });
  });

  it("is refused with a runner of GitHub Actions without a repository of GitHub", () => {
    const edits = { "bootstrap.stacks.prod.runner": RUNNER, "bootstrap.gitlab": { project: "acme/shop" } };
    expect(codes({ ...edits, "bootstrap.github": undefined })).toEqual([
      "bootstrap.stacks.prod.runner  [bootstrap/runner-without-github]",
    ]);
  });

  it.each([
    ["subnets", { subnetIds: [] }],
    ["a connection", { connectionArn: "arn:aws:iam::111122223333:role/connection" }],
    ["the security group of the cluster", { clusterSecurityGroupId: "default" }],
  ])("is refused with a runner without %s", (_, edits) => {
    expect(codes({ "bootstrap.stacks.prod.runner": { ...RUNNER, ...edits } })).toHaveLength(1);
  });

  it("is refused with the boundary of somebody else, which would apply to no role", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    expect(codes({ "aws.permissionsBoundaryArn": boundary })).toEqual([
      "aws.permissionsBoundaryArn  [bootstrap/unused-boundary]",
    ]);
  });

  it("is refused with extensions whose names exceed the size of a policy", () => {
    const extensions = Array.from({ length: 10 }, (_, index) => `an-extension-${String(index)}${"x".repeat(9)}`);
    expect(codes({ "bootstrap.stacks.dev.extensions": extensions })).toEqual([
      "bootstrap.stacks.dev.extensions  [bootstrap/extension-names-too-long]",
    ]);
  });

  it.each(["a", "cdk", "cluster", "shop"])(
    "is refused with the extension %s, whose name begins names of other roles",
    (extension) => {
      expect(codes({ "bootstrap.stacks.dev.extensions": ["orders", extension] })).toEqual([
        "bootstrap.stacks.dev.extensions[1]  [bootstrap/shared-role-prefix]",
      ]);
    },
  );

  it("has one stack for the stacks of pull requests on request, which has no preview and no account services", () => {
    const { config, problems } = bootstrapVerdict({ "bootstrap.shortLivedStacks": {}, "bootstrap.stacks": {} });
    expect(problems).toEqual([]);
    expect(config?.bootstrap.stacks).toEqual({
      ephemeral: {
        platformName: "pr-*-ephemeral",
        isShortLived: true,
        previewDecryptsSecrets: false,
        accountServices: false,
        deploySessionHours: 4,
        extensions: [],
        deployPolicyArns: [],
      },
    });
    expect(config?.bootstrap).not.toHaveProperty("shortLivedStacks");
  });

  it("is refused with a platform whose names the policies of another stack match", () => {
    const names = {
      "bootstrap.stacks.dev.platformName": "shop-dev",
      "bootstrap.stacks.tools.platformName": "shop-dev-prod",
    };
    expect(codes(names)).toEqual(["bootstrap.stacks.tools.platformName  [bootstrap/overlapping-names]"]);
    expect(codes({ ...names, "bootstrap.stacks.tools.platformName": "shop-devs-prod" })).toEqual([]);
  });

  it("is refused with a platform whose resources the policies of short-lived stacks could match", () => {
    const edits = {
      "bootstrap.shortLivedStacks": { extensions: ["cdk"] },
      "bootstrap.stacks.ephemeral.platformName": "demo-dev",
      "bootstrap.stacks.ephemeral-reap.platformName": "pr-shop-prod",
    };
    expect(codes(edits)).toEqual([
      "bootstrap.stacks.ephemeral  [bootstrap/short-lived-stack-name]",
      "bootstrap.stacks.ephemeral-reap  [bootstrap/short-lived-stack-name]",
      "bootstrap.stacks.ephemeral-reap.platformName  [bootstrap/short-lived-names]",
      "bootstrap.shortLivedStacks.extensions[0]  [bootstrap/shared-role-prefix]",
    ]);
    expect(codes({ "bootstrap.shortLivedStacks": {}, name: "pr-tools" })).toEqual([
      "name  [bootstrap/short-lived-names]",
    ]);
    expect(codes({ ...edits, "bootstrap.shortLivedStacks": undefined })).toEqual([]);
  });

  it.each([
    ["the folder of the bootstrap's own state as a stack", { "bootstrap.stacks.bootstrap.platformName": "shop-dev" }],
    ["the name of a preview's environment as a stack", { "bootstrap.stacks.preview-dev.platformName": "shop-dev" }],
    ["the name of an approval's environment as a stack", { "bootstrap.stacks.approve-dev.platformName": "shop-dev" }],
    ["a parent folder as a repository", { "bootstrap.github.repository": "acme/.." }],
    ["a parent folder as a project", { "bootstrap.gitlab": { project: "acme/.." } }],
    ["an empty part of a host name", { "bootstrap.gitlab": { project: "acme/shop", host: "...com" } }],
    ["a platform without environment", { "bootstrap.stacks.dev.platformName": "shop" }],
    ["a platform that is named like the bootstrap", { "bootstrap.stacks.dev.platformName": "a-bootstrap-a-dev" }],
    ["the address of a repository", { "bootstrap.github.repository": "https://github.com/acme/shop" }],
    ["a session that ends within an update", { "bootstrap.stacks.dev.deploySessionHours": 1 }],
    ["keys of the platform", { network: { cidr: "10.0.0.0/16" } }],
  ])("is refused with %s", (_, edits) => {
    expect(codes(edits)).toHaveLength(1);
  });
});
