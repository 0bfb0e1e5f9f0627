import { identifyingTags, TaggingPolicy, platformTags } from "../../../components/tagging";
import { fanOutTags } from "../../../domain/tags/fan-out";
import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";
import { type Recording, record } from "../../support/record";
import { TAG_ARGS } from "./fixture";

const GROUP = "aws:resourcegroups/group:Group";
const TAGS = platformTags(TAG_ARGS);
const ARGS = { platformName: "shop-dev", tags: TAGS, identifyingTags: identifyingTags(TAG_ARGS) };

function recordPolicy(): Promise<Recording<TaggingPolicy>> {
  return record(() => new TaggingPolicy("tagging", ARGS, {}));
}

describe("TaggingPolicy", () => {
  it("outputs the tags and their fan-out", async () => {
    const { result } = await recordPolicy();
    expect(result.tags).toBe(TAGS);
    expect(result.fanOut).toEqual(fanOutTags(TAGS));
  });

  it("creates a resource group by the tags that identify the stack", async () => {
    const recording = await recordPolicy();
    const group = recording.one(GROUP, "tagging-resource-group");
    expect(group.inputs["name"]).toBe("shop-dev");
    const { query } = group.inputs["resourceQuery"] as { query: string };
    expect(JSON.parse(query)).toEqual({
      ResourceTypeFilters: ["AWS::AllSupported"],
      TagFilters: [
        { Key: "Project", Values: ["shop"] },
        { Key: "Environment", Values: ["dev"] },
        { Key: "ManagedBy", Values: ["Pulumi"] },
      ],
    });
  });

  it("repeats no default tag on the group, and is its parent", async () => {
    const group = (await recordPolicy()).one(GROUP);
    expect(group.inputs).not.toHaveProperty("tags");
    expect(group.options.parent).toBe("groundwork:tagging:TaggingPolicy::tagging");
  });
});

describe("a resource group in the sandbox", () => {
  const query = '{"ResourceTypeFilters":["AWS::AllSupported"],"TagFilters":[]}';

  it.each([
    ["a name with AWS's prefix", { name: "AWS-things" }, 'the group name "AWS-things" must be letters'],
    ["a name with spaces", { name: "my group" }, 'the group name "my group" must be letters'],
    ["a description with punctuation", { description: "the platform's" }, "the description can contain only letters"],
    ["a query that is not JSON", { resourceQuery: { query: "{" } }, "Query not valid"],
    ["a query without filters", { resourceQuery: { query: "{}" } }, "Query not valid"],
  ])("refuses %s", (_, change, reason) => {
    const inputs = { name: "g", description: "d", resourceQuery: { query }, ...change };
    expect(() => new Cloud(new World()).create(GROUP, "g", inputs, TEST_SCOPE)).toThrow(reason);
  });

  it("exists once by its name", () => {
    const cloud = new Cloud(new World());
    cloud.create(GROUP, "one", { name: "g", resourceQuery: { query } }, TEST_SCOPE);
    expect(() => cloud.create(GROUP, "two", { name: "g", resourceQuery: { query } }, TEST_SCOPE)).toThrow(
      "already exists",
    );
  });
});
