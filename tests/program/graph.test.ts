import { expectGolden } from "../support/golden";
import { schemaValidator } from "../support/kubernetes-schemas";
import { recordProgram } from "../support/program";
import { STACKS, readStackFile } from "../support/stack-files";
import { key, type Recording } from "../support/record";

/** Kinds of add-ons and charts. Rehearsals on a real API server check them; their schemas are not in this project. */
const INSTALLED_KINDS = /^kubernetes:(snapshot\.storage\.k8s\.io|karpenter\.sh|karpenter\.k8s\.aws)\//;

describe.each(STACKS)("the program with Pulumi.%s.yaml", (stack) => {
  let update: Recording<Record<string, unknown>>;
  let preview: Recording<Record<string, unknown>>;

  beforeAll(async () => {
    update = await recordProgram(stack);
    preview = await recordProgram(stack, { preview: true });
  });

  it("declares the committed graph", () => {
    expectGolden(stack, update.resources);
  });

  it("declares the same resources in a preview, when all outputs of AWS are unknown", () => {
    expect(preview.resources.map(key).sort()).toEqual(update.resources.map(key).sort());
  });

  it("gives every resource a parent, except the components and the provider that the entry program creates", () => {
    const top = update.resources.filter(({ options }) => options.parent === undefined).map(({ name }) => name);
    expect(top.sort()).toEqual([
      "account",
      "aws",
      "backup",
      "cluster",
      "file-systems",
      "governance",

      "network",
      "storage",
      "tagging",
    ]);
  });

  it("declares Kubernetes objects that match the schemas of the stack's version, without unknown fields", () => {
    const { version } = readStackFile(stack).config["groundwork:cluster"] as { readonly version: string };
    const check = schemaValidator(version);
    const objects = update.resources.filter(
      ({ type, custom }) => custom && type.startsWith("kubernetes:") && !INSTALLED_KINDS.test(type),
    );
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.flatMap(({ type, name, inputs }) => check(type, inputs).map((error) => `${name} ${error}`))).toEqual(
      [],
    );
  });

  it("exports the names and addresses that users of the platform need", () => {
    // Those of optional resources are absent without them: the engine would warn of an undefined output.
    const optional = ["alarmTopicArn", "extensions", "oidcProviderArn", "storageKeyArn"];
    expect(Object.values(update.result)).not.toContain(undefined);
    expect(
      Object.keys(update.result)
        .filter((name) => !optional.includes(name))
        .sort(),
    ).toEqual([
      "bucketArns",
      "bucketNames",
      "clusterAccess",
      "clusterArn",
      "clusterEndpoint",
      "clusterName",
      "clusterSecurityGroupId",
      "kubeconfig",
      "monthlyCost",
      "natPublicIps",
      "nodeRoleArn",
      "outputsVersion",
      "platformRecord",
      "registryUrls",
      "replicaBucketNames",
      "routeTableIds",
      "securityGroupIds",
      "subnetIds",
      "volumeHandles",
      "vpcId",
    ]);
  });
});
