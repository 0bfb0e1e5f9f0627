import { fanOutTags } from "../../../../domain/tags/fan-out";
import { platformTags } from "../../../../domain/tags/platform-tags";
import {
  costAllocationTags,
  organizationsTagPolicy,
  requiredTagsParameters,
  tagDefinitions,
} from "../../../../domain/tags/tag-documents";
import { DEFAULT_TAG_KEYS } from "../../../../domain/tags/tag-keys";
import { TAG_ARGS } from "../../tagging/fixture";

const ARGS = {
  ...TAG_ARGS,
  keys: { ...DEFAULT_TAG_KEYS, owner: "acme:owner" },
  additional: { DataClass: "internal", Ticket: "OPS-17" },
  required: { DataClass: { allowed: ["public", "internal"] }, Ticket: { pattern: "OPS-\\d+" } },
};
const DEFINITIONS = tagDefinitions(ARGS);

describe("the outputs of the tags of a stack", () => {
  it("have the same keys in default tags, fan-out, tag policy, Config rules and cost allocation", () => {
    const keys = Object.keys(platformTags(ARGS));
    const fanOut = fanOutTags(platformTags(ARGS));
    const ofRules = requiredTagsParameters(DEFINITIONS).flatMap((parameters) =>
      Object.entries(parameters).flatMap(([name, value]) => (name.endsWith("Key") ? [value] : [])),
    );
    expect(keys).toHaveLength(8);
    expect(DEFINITIONS.map(({ key }) => key)).toEqual(keys);
    expect(Object.keys(fanOut.tags)).toEqual(keys);
    expect(Object.keys(fanOut.ebsCsiVolumes)).toEqual(keys);
    expect(fanOut.autoScalingGroup.map(({ key }) => key)).toEqual(keys);
    expect(Object.keys(organizationsTagPolicy(DEFINITIONS).tags)).toEqual(keys);
    expect(ofRules).toEqual(keys);
    expect(costAllocationTags(DEFINITIONS).map(({ TagKey }) => TagKey)).toEqual(keys);
  });

  it("have the allowed values in the tag policy and in the Config rules, and no patterns", () => {
    const { tags } = organizationsTagPolicy(DEFINITIONS);
    expect(tags["DataClass"]).toEqual({
      tag_key: { "@@assign": "DataClass" },
      tag_value: { "@@assign": ["public", "internal"] },
    });
    expect(tags["Ticket"]).toEqual({ tag_key: { "@@assign": "Ticket" } });
    expect(requiredTagsParameters(DEFINITIONS)[1]).toEqual({
      tag1Key: "DataClass",
      tag1Value: "public,internal",
      tag2Key: "Ticket",
    });
  });

  it("have no list of values in a Config rule if a value has a comma", () => {
    const definition = { key: "Team", value: "a,b", allowed: ["a,b"], pattern: undefined };
    expect(requiredTagsParameters([definition])).toEqual([{ tag1Key: "Team" }]);
  });
});
