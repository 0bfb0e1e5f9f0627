import { checkChange } from "../../../../config/check/check";
import { recordOf } from "../../../../config/transitions/record";
import { fileText, MINIMAL, sourceOf, TODAY } from "../fixtures";
import { configOf } from "./fixtures";

describe("a part with a secret", () => {
  it("is neither recorded nor compared, so its values are not shown", () => {
    const secret = new Set(["network"]);
    const record = recordOf(configOf({}), secret);
    expect(Object.keys(record).filter((key) => key.startsWith("network"))).toEqual([]);
    const source = { ...sourceOf(fileText(MINIMAL)), secretKeys: secret };
    expect(checkChange(source, configOf({}), { "network.cidr": "10.9.0.0/16" }, TODAY).problems).toEqual([]);
  });
});

describe("the record of tags", () => {
  it("is the one of release 0.1.0 while the keys are the default ones", () => {
    const release = JSON.stringify({ ...MINIMAL.tags, managedBy: "Pulumi", additional: {} });
    const recordWith = (tags: object) => recordOf(configOf({ tags: { ...MINIMAL.tags, ...tags } }), new Set())["tags"];
    expect(recordWith({})).toBe(release);
    expect(recordWith({ keys: { owner: "Owner" }, required: { Owner: {} } })).toBe(release);
    expect(recordWith({ keys: { owner: "acme:owner" } })).not.toBe(release);
  });
});
