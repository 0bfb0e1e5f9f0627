import { once } from "../../../policy/sdk-cache";

describe("once", () => {
  it("reads an object once, and another object again", () => {
    const read = jest.fn((value: { readonly id: number }) => ({ copy: value.id }));
    const cached = once(read);
    const [first, second] = [{ id: 1 }, { id: 2 }];
    expect(cached(first)).toBe(cached(first));
    expect(cached(second)).toEqual({ copy: 2 });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("reads again with a flag, which changes the result", () => {
    const read = jest.fn((value: object, ...flags: readonly boolean[]) => ({ value, flags }));
    const cached = once(read);
    const value = {};
    cached(value, false);
    expect(cached(value, true).flags).toEqual([true]);
    expect(cached(value, false).flags).toEqual([false]);
    expect(read).toHaveBeenCalledTimes(2);
  });
});
