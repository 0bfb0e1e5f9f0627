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
