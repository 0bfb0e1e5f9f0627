import type { StackReport } from "../../../tools/report/model";
import { readPreview } from "../../../tools/report/read/preview";
import { DETAILS } from "../../../tools/report/render/detail";
import { tagBlocks } from "../../../tools/report/render/tags";
import { tagsOf } from "../../../tools/report/tags";
import { step, type StepFixture } from "./fixture";

/** The engine's value for what the update has yet to compute. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const PROVIDER: StepFixture = {
  op: "create",
  name: "aws",
  type: "pulumi:providers:aws",
  now: { defaultTags: JSON.stringify({ tags: { Owner: "web" } }) },
};

function created(name: string, type: string, outputs: object): StepFixture {
  return { op: "create", name, type, now: {}, newState: { outputs } };
}

function preview(...steps: readonly StepFixture[]): ReturnType<typeof readPreview> {
  return readPreview([PROVIDER, ...steps].map(step));
}

const TOPIC = created("topic", "aws:sns/topic:Topic", { tagsAll: { Owner: "web" } });

describe("the tags in a report", () => {
  it("counts what the default tags of the provider reach, and lists what lacks tags or is unknown", () => {
    const group = created("workers", "aws:autoscaling/group:Group", { launchTemplate: { id: "lt-1" } });
    const template = created("nodes", "aws:ec2/launchTemplate:LaunchTemplate", {
      tagsAll: { Owner: "web" },
      tagSpecifications: UNKNOWN,
    });
    const tags = tagsOf(preview(TOPIC, group, template));
    expect(tags).toMatchObject({ defaultTags: 2, fanOut: 0, serviceSetting: 0 });
    expect(tags?.missing).toEqual([{ resource: "workers", type: "aws:autoscaling/group:Group", keys: ["Owner"] }]);
    expect(tags?.undecided.map(({ creates }) => creates)).toEqual(["instances", "volumes", "network interfaces"]);
  });

  it("include unchanged resources, and not those that are deleted", () => {
    const same: StepFixture = { ...TOPIC, op: "same", name: "same", old: {} };
    const deleted: StepFixture = { op: "delete", name: "old", old: {} };
    expect(tagsOf(preview(TOPIC, same, deleted))).toMatchObject({ defaultTags: 2, missing: [] });
  });

  it("are omitted for events without outputs", () => {
    expect(tagsOf(preview(created("topic", "aws:sns/topic:Topic", {})))).toBeUndefined();
  });

  it("are printed as a number, with each place that lacks tags", () => {
    const tags = tagsOf(preview(TOPIC, created("<workers>", "aws:autoscaling/group:Group", { launchTemplate: {} })));
    const [block] = tagBlocks({ tags } as StackReport, DETAILS[0]);
    expect(block).toMatchObject({ kind: "html" });
    const text = JSON.stringify(block);
    expect(text).toContain("1 of 2 taggable places have all tags");
    expect(text).toContain("Missing: <code>&#60;workers&#62;</code>: <code>Owner</code>");
    expect(tagBlocks({} as StackReport, DETAILS[0])).toEqual([]);
  });
});
