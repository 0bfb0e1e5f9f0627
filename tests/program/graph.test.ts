import * as pulumi from "@pulumi/pulumi";

import { expectGolden } from "../support/golden";
import { schemaValidator } from "../support/kubernetes-schemas";
import { recordProgram } from "../support/program";
import { STACKS, readStackFile } from "../support/stack-files";
import { key, type Recording } from "../support/record";

/** Kinds of add-ons and charts. Rehearsals on a real API server check them; their schemas are not in this project. */
const INSTALLED_KINDS = /^kubernetes:(snapshot\.storage\.k8s\.io|karpenter\.sh|karpenter\.k8s\.aws)\//;

type ByTierAndZone = Readonly<Record<string, Readonly<Record<string, string>>>>;

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
      "budgets",
      "cluster",
      "file-systems",
      "monitoring",

      "network",
      "resilience",
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

  it("exports the ID of each subnet by its tier and zone", async () => {
    const created = update.ofType("aws:ec2/subnet:Subnet").map(({ name, id, state }) => {
      const [, tier = "", zone = ""] = /^network-(.+)-([a-z])$/.exec(name) ?? [];
      expect(state["availabilityZone"]).toMatch(new RegExp(`\\d${zone}$`));
      return { tier, zone, id };
    });
    const subnetIds = (await update.valueOf(pulumi.output(update.result["subnetIds"]))) as ByTierAndZone;
    const exported = Object.entries(subnetIds).flatMap(([tier, zones]) =>
      Object.entries(zones).map(([zone, id]) => ({ tier, zone, id })),
    );
    expect(new Set(exported)).toEqual(new Set(created));
    expect(Object.keys(subnetIds)).toEqual(["public", "private", "isolated", "control-plane"]);
  });

  it("exports the ARN of every KMS key by the end of its alias", async () => {
    const aliases = update
      .ofType("aws:kms/alias:Alias")
      .map(({ inputs, state }) => [
        String(inputs["name"]).replace(/^alias\/groundwork-[a-z]+-/, ""),
        state["targetKeyArn"],
      ]);
    if (stack === "prod") expect(aliases.length).toBeGreaterThan(3);
    expect(await update.valueOf(pulumi.output(update.result["kmsKeyArns"]))).toEqual(Object.fromEntries(aliases));
  });

  it("exports commands that connect kubectl to the cluster", async () => {
    const region = (readStackFile(stack).config["groundwork:aws"] as { readonly region: string }).region;
    expect(await update.valueOf(pulumi.output(update.result["nextCommands"]))).toEqual([
      `aws eks update-kubeconfig --region ${region} --name groundwork-${stack}`,
      "kubectl get nodes",
    ]);
  });

  it("exports the names and addresses that users of the platform need", () => {
    // Those of optional resources are absent without them: the engine would warn of an undefined output.
    const optional = ["alarmTopicArn", "extensions", "oidcProviderArn", "permissionsBoundaryArn", "storageKeyArn"];
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
      "controllers",
      "kmsKeyArns",
      "kubeconfig",
      "logBucketName",
      "monthlyCost",
      "natPublicIps",
      "nextCommands",
      "nodeRoleArn",
      "outputsVersion",
      "platformRecord",
      "registryUrls",
      "replicaBucketNames",
      "routeTableIds",
      "securityGroupIds",
      "subnetCidrs",
      "subnetIds",
      "tags",
      "volumeHandles",
      "vpcId",
    ]);
  });
});
