import * as iam from "@pulumi/aws/iam";
import type { Provider } from "@pulumi/aws/provider";
import * as sqs from "@pulumi/aws/sqs";
import * as ecr from "@pulumi/awsx/ecr";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { AnyResourceOptions, ExtensionOutputs, Platform } from "../../../platform";
import type { Recording } from "../../support/record";
import { BOUNDARY, recordExtension } from "./fixture";

/** A component of the user's own. */
class Pipeline extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("acme:index:Pipeline", name, {}, opts);
    new sqs.Queue(`${name}-queue`, {}, { parent: this });
    new core.ConfigMap(`${name}-config`, { metadata: { name } }, { parent: this });
  }
}

function createOneOfEachKind(platform: Platform): ExtensionOutputs {
  const assumeRolePolicy = platform.cluster.podTrustPolicy({ namespace: "apps", serviceAccount: "app" });
  new iam.Role("role", { assumeRolePolicy }, platform.options());
  new core.ConfigMap("config", { metadata: { name: "config" } }, platform.options());
  new Pipeline("pipeline", platform.options());
  new ecr.Repository("images", {}, platform.options());
  return {};
}

describe("the options of the handle", () => {
  let recording: Recording<unknown>;
  beforeAll(async () => {
    recording = await recordExtension(createOneOfEachKind);
  });

  it.each([
    ["a resource of AWS", "aws:iam/role:Role", "role", "aws"],
    ["an object of Kubernetes", "kubernetes:core/v1:ConfigMap", "config", "kubernetes"],
    ["a resource of AWS in a component", "aws:sqs/queue:Queue", "pipeline-queue", "aws"],
    ["an object of Kubernetes in a component", "kubernetes:core/v1:ConfigMap", "pipeline-config", "kubernetes"],
  ])("give %s the provider of its package", (_, type, name, provider) => {
    expect(recording.one(type, name).provider).toBe(provider);
  });

  it.each([
    ["a component", "acme:index:Pipeline", "pipeline"],
    ["a component of another package", "awsx:ecr:Repository", "images"],
  ])("place %s below the extension, whose providers its children inherit", (_, type, name) => {
    expect(recording.one(type, name).options.parent).toBe("groundwork:extensions:Extension::orders");
    const extension = recording.one("groundwork:extensions:Extension", "orders");
    expect(extension.options.providers).toEqual(["aws", "kubernetes"]);
  });

  it("apply the permissions boundary to roles", () => {
    expect(recording.one("aws:iam/role:Role", "role").inputs["permissionsBoundary"]).toBe(BOUNDARY);
  });

  it("keep other options, and another parent", async () => {
    const { resources } = await recordExtension((platform) => {
      const parent = new Pipeline("pipeline", platform.options());
      new sqs.Queue("dead-letters", {}, platform.options({ parent, protect: true, dependsOn: [parent] }));
      return {};
    });
    expect(resources.find(({ name }) => name === "dead-letters")).toMatchObject({
      provider: "aws",
      options: {
        parent: "acme:index:Pipeline::pipeline",
        protect: true,
        dependsOn: ["acme:index:Pipeline::pipeline"],
      },
    });
  });

  it("have neither provider nor providers, which could be mixed up", () => {
    const given = (provider: Provider): AnyResourceOptions[] => [
      // @ts-expect-error -- a component would not use it
      { provider },
      // @ts-expect-error -- a resource would ignore them
      { providers: [provider] },
    ];
    expect(given).toBeInstanceOf(Function);
  });
});
