import { problemsWith, warningsWith } from "../fixtures";

describe("the letters of network.zones", () => {
  it("are those of the Region", () => {
    const edits = { "network.zones": ["a", "b", "d"] };
    expect(problemsWith(edits)).toEqual(["network.zones[2]: network/unknown-zone"]);
    expect(problemsWith({ ...edits, "aws.region": "eu-west-2" })).toEqual([]);
  });

  it("may be newer than the table if `zoneIds` has their zone ID", () => {
    const edits = { "network.zones": ["a", "b", "d"], "network.zoneIds": { d: "euw1-az4" } };
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(["network.zoneIds.d: network/unknown-zone-id"]);
  });

  it("are accepted with a warning where accounts have different letters, or where the table has none", () => {
    const inTokyo = { "aws.region": "ap-northeast-1", "network.zones": ["a", "b"] };
    expect(problemsWith(inTokyo)).toEqual([]);
    expect(warningsWith(inTokyo)).toEqual(["network.zones[1]: network/unknown-zone"]);
    const inMexico = { "aws.region": "mx-central-1", "network.zones": ["a", "d"] };
    expect(warningsWith(inMexico)).toEqual(["network.zones[1]: network/unknown-zone"]);
  });
});
