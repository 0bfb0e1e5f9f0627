import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as awsx from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";

import { optionsWithTags, providerOptions, StackOverrides } from "../../../components/provider";
import type { IgnoredTags } from "../../../domain/tags/ignored-tags";
import type { Tags } from "../../../domain/tags/tags";
import { record, type Recording } from "../../support/record";

const NONE: IgnoredTags = { keys: [], keyPrefixes: [] };
const VPC = "aws:ec2/vpc:Vpc";

/** A VPC with tags, one below another component without, a type without tags, and a repository of awsx. */
class Mixed extends pulumi.ComponentResource {
  constructor(opts: pulumi.ComponentResourceOptions) {
    super("test:provider:Mixed", "mixed", {}, opts);
    const inner = new pulumi.ComponentResource("test:provider:Inner", "inner", {}, { parent: this });
    new ec2.Vpc("one", { cidrBlock: "10.0.0.0/16", tags: { Name: "one", Team: "lake" } }, { parent: this });
    new ec2.Vpc("two", { cidrBlock: "10.0.0.0/16" }, { parent: inner });
    new iam.AccountPasswordPolicy("passwords", { minimumPasswordLength: 14 }, { parent: this });
    new awsx.Repository("images", { name: "images" }, { parent: this });
  }
}

function recorded(tags: Tags | undefined, ofResource: Tags = {}): Promise<Recording<unknown>> {
  return record(() => {
    const overrides = new StackOverrides({ one: { type: VPC, arguments: { tags: ofResource } } });
    const place = { region: "eu-west-1", accountId: "111122223333", permissionsBoundaryArn: undefined };
    const options = providerOptions({ ...place, tags: { Owner: "web" }, ignoredTags: NONE, overrides });
    return new Mixed(optionsWithTags(options, tags));
  });
}

describe("tags of a component", () => {
  it("are on all of its taggable resources at any depth, below the tags of the resource", async () => {
    const recording = await recorded({ Team: "data", DataClass: "internal" });
    expect(recording.one(VPC, "one").inputs["tags"]).toEqual({ Name: "one", Team: "lake", DataClass: "internal" });
    expect(recording.one(VPC, "two").inputs["tags"]).toEqual({ Team: "data", DataClass: "internal" });
    expect(recording.one("aws:iam/accountPasswordPolicy:AccountPasswordPolicy").inputs).not.toHaveProperty("tags");
    expect(recording.one("aws:ecr/repository:Repository").inputs["tags"]).toEqual({
      Team: "data",
      DataClass: "internal",
    });
  });

  it("are merged with the tags of an override, which take precedence", async () => {
    const recording = await recorded({ Team: "data", DataClass: "internal" }, { DataClass: "confidential" });
    expect(recording.one(VPC, "one").inputs["tags"]).toEqual({ Name: "one", Team: "lake", DataClass: "confidential" });
  });

  it.each([undefined, {}])("change no resource if the component has none (%j)", async (tags) => {
    const recording = await recorded(tags);
    expect(recording.one(VPC, "two").inputs).not.toHaveProperty("tags");
  });
});

describe("the provider", () => {
  function inputs(ignoredTags: IgnoredTags): Promise<Recording<unknown>> {
    const place = { region: "eu-west-1", accountId: "111122223333", permissionsBoundaryArn: undefined, tags: {} };
    return record(() => new Mixed(providerOptions({ ...place, ignoredTags })));
  }

  it("ignores the tags of others, and has no such setting without them", async () => {
    const own = { keys: ["LastScanned"], keyPrefixes: ["map-"] };
    const provider = (await inputs(own)).one("pulumi:providers:aws").inputs;
    expect(JSON.parse(String(provider["ignoreTags"]))).toEqual(own);
    expect((await inputs(NONE)).one("pulumi:providers:aws").inputs["ignoreTags"]).toBeUndefined();
  });
});
