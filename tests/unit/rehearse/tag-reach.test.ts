import { type TagPlace, countTagPlaces } from "../../../domain/tags/tag-reach";
import { World } from "../../../sandbox";
import { summarize } from "../../../tools/rehearse/summary";
import { describeTagReach, worldTagReach } from "../../../tools/rehearse/tag-reach";

const BUCKET = "aws:s3/bucket:Bucket";

function worldWith(state: Readonly<Record<string, unknown>>): World {
  const world = new World();
  world.put({ type: BUCKET, id: "1", name: "logs", region: "eu-west-1", accountId: "1", inputs: {}, state });
  return world;
}

function places(count: number, place: Partial<TagPlace>): TagPlace[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `bucket-${index}`,
    type: BUCKET,
    way: "default-tags",
    missing: [],
    isUndecided: false,
    ...place,
  }));
}

describe("the tag reach of a rehearsal", () => {
  it("fails a rehearsal whose objects lack a required tag", () => {
    const succeeded = (tagsAll: object): boolean => {
      const world = worldWith({ tagsAll });
      return summarize([], world, worldTagReach(world.objects, ["Owner"]), undefined, undefined).succeeded;
    };
    expect([succeeded({ Owner: "web" }), succeeded({ Project: "shop" })]).toEqual([true, false]);
  });

  it("states how the tags reach the places, why no tag reaches others, and each place that lacks tags", () => {
    const counts = countTagPlaces([
      ...places(3, {}),
      ...places(2, { way: "fan-out", creates: "volumes" }),
      ...places(4, { way: "none", reason: "the type has no tags" }),
      ...places(1, { missing: ["Owner"] }),
      ...places(1, { way: "fan-out", creates: "instances", missing: ["Owner", "Project"] }),
      ...places(1, { missing: ["Owner"], isUndecided: true }),
    ]);
    expect(describeTagReach(counts)).toEqual([
      "5 of 8 taggable resources and kinds of objects that AWS creates have the tags: 3 by default tags, 2 by fan-out",
      "not taggable: 4 (the type has no tags)",
      `unknown until the update: bucket-0 (${BUCKET})`,
      `✗ bucket-0 (${BUCKET}) lacks Owner`,
      `✗ instances of bucket-0 (${BUCKET}) lacks Owner, Project`,
    ]);
  });
});
