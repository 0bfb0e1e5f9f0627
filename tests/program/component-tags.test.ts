import { TAGGED_COMPONENTS } from "../../domain/tags/component-tags";
import { COMPONENT_TAG_KEYS } from "../../domain/tags/tag-keys";
import { sdkProperties } from "../../policy/sdk-properties";
import { recordProgram } from "../support/program";
import type { Recording } from "../support/record";

type Config = Record<string, unknown>;

/** Every component has the tag `Part` with its key as the value. */
function withComponentTags(config: Config): void {
  const components = Object.fromEntries(TAGGED_COMPONENTS.map((component) => [component, { Part: component }]));
  config["groundwork:tags"] = { ...(config["groundwork:tags"] as Config), components };
}

describe("a stack with tags of components", () => {
  let program: Recording<unknown>;

  beforeAll(async () => {
    program = await recordProgram("prod", { edit: withComponentTags });
  });

  it("has them on every taggable resource except its resource group, whatever the type", () => {
    const taggable = program.resources.filter(({ type }) => sdkProperties(type)?.has("tagsAll") === true);
    const without = taggable.filter(({ inputs }) => (inputs["tags"] as Config | undefined)?.["Part"] === undefined);
    expect(taggable.length).toBeGreaterThan(60);
    expect(without.map(({ name }) => name)).toEqual(["tagging-resource-group"]);
  });

  it.each([
    ["network", "network-vpc"],
    ["storage", "storage-bucket-data"],
    ["cluster", "cluster"],
    ["backup", "backup-vault"],
  ])("has those of %s on %s", (component, name) => {
    const tags = program.resources
      .filter((resource) => resource.name === name)
      .map(({ inputs }) => (inputs["tags"] as Config | undefined)?.["Part"]);
    expect(tags.filter((tag) => tag !== undefined)).toEqual([component]);
  });

  it("has those of the cluster on what EKS and Kubernetes controllers create, and no others", () => {
    const [template] = program.ofType("aws:ec2/launchTemplate:LaunchTemplate");
    const specifications = template?.inputs["tagSpecifications"] as readonly { tags: Config }[];
    expect(specifications.map(({ tags }) => tags["Part"])).toEqual(["cluster", "cluster", "cluster"]);
    const created = program.resources.filter(({ type }) =>
      type.startsWith("kubernetes:storage.k8s.io/v1:StorageClass"),
    );
    expect(created.map(({ inputs }) => JSON.stringify(inputs)).join()).toContain("Part=cluster");
  });
});

it("a tag that a component sets on a resource has a key that the stack file cannot ignore or set", async () => {
  const { resources } = await recordProgram("prod");
  const keys = resources
    .filter(({ type }) => type.startsWith("aws:") && type !== "aws:autoscaling/tag:Tag")
    .flatMap(({ inputs }) => (Array.isArray(inputs["tags"]) ? [] : Object.keys((inputs["tags"] ?? {}) as Config)));
  expect([...new Set(keys)].filter((key) => !COMPONENT_TAG_KEYS.includes(key))).toEqual([]);
  expect(keys.filter((key) => key === "Tier").length).toBeGreaterThan(6);
});
