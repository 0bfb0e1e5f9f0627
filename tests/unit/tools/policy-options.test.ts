import { existsSync } from "node:fs";
import path from "node:path";

import { POLICY_PACK, policyOptions } from "../../../tools/policy";

describe("the options of `npm run preview` and `npm run up` for the policy pack", () => {
  it("name the folder of the pack", () => {
    expect(policyOptions(["--diff"])).toEqual(["--policy-pack", POLICY_PACK]);
    expect(existsSync(path.join(POLICY_PACK, "PulumiPolicy.yaml"))).toBe(true);
  });

  it("keep other packs of the user, and do not run the pack twice", () => {
    expect(policyOptions(["--policy-pack", "other", "--policy-pack=more"])).toEqual(["--policy-pack", POLICY_PACK]);
    expect(policyOptions(["--policy-pack", "policy"])).toEqual([]);
    expect(policyOptions([`--policy-pack=${POLICY_PACK}/`])).toEqual([]);
  });

  it("add settings that change nothing if the user has settings for each of the other packs", () => {
    const [, , option, file] = policyOptions(["--policy-pack", "other", "--policy-pack-config", "other.json"]);
    expect(option).toBe("--policy-pack-config");
    expect(jest.requireActual(file ?? "")).toEqual({});
  });

  it("leave the first settings of the user to the pack if there is one file more than there are other packs", () => {
    expect(policyOptions(["--policy-pack-config", "levels.json"])).toEqual(["--policy-pack", POLICY_PACK]);
  });
});
