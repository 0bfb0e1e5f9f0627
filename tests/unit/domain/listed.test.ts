import fc from "fast-check";

import { listed } from "../../../domain/listed";

describe("listed", () => {
  it("names every item, or the first ones and the number of the others", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,5}$/)), fc.integer({ min: 1, max: 5 }), (items, most) => {
        const [, names = "", more = "0"] = /^(.*?)(?: and (\d+) more)?$/.exec(listed(items, most)) ?? [];
        const named = names === "" ? [] : names.split(", ");
        expect(named).toEqual(items.slice(0, most));
        expect(named.length + Number(more)).toBe(items.length);
      }),
    );
  });
});
