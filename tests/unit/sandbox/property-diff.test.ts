import fc from "fast-check";

import { diffProperties, isWithin } from "../../../sandbox/property-diff";

describe("diffProperties", () => {
  it.each([
    ["nothing", { a: 1 }, { a: 1 }, []],
    ["a changed leaf", { a: { b: 1 } }, { a: { b: 2 } }, [{ path: "a.b", kind: "update" }]],
    ["an added key", {}, { a: 1 }, [{ path: "a", kind: "add" }]],
    ["a removed key", { a: 1 }, {}, [{ path: "a", kind: "delete" }]],
    ["a list that grew", { a: [1] }, { a: [1, 2] }, [{ path: "a[1]", kind: "add" }]],
    ["a key that is no identifier", { t: { "a/b": 1 } }, { t: { "a/b": 2 } }, [{ path: 't["a/b"]', kind: "update" }]],
    ["a changed shape", { a: [1] }, { a: { b: 1 } }, [{ path: "a", kind: "update" }]],
  ])("finds %s", (_, before, after, changes) => {
    expect(diffProperties(before, after)).toEqual(changes);
  });

  it("returns no changes if and only if the values are equal", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        // JSON text makes -0 and 0 the same value, as the protocol does.
        const [a, b] = [before, after].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
        expect(diffProperties(a, a)).toEqual([]);
        expect(diffProperties({ v: a }, { v: b }).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe("isWithin", () => {
  it.each([
    ["vpcConfig", "vpcConfig", true],
    ["vpcConfig.subnetIds[0]", "vpcConfig.subnetIds", true],
    ["subnetIds[0]", "subnetIds", true],
    ["subnetIdsExtra", "subnetIds", false],
    ["vpcConfig", "vpcConfig.subnetIds", false],
  ])("%s lies within %s: %s", (change, property, expected) => {
    expect(isWithin(change, property)).toBe(expected);
  });
});
