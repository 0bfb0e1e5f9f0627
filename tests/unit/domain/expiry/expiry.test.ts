import { daysLeft, ephemeralName, expiryDay, isDay, isExpired } from "../../../../domain/expiry/expiry";

const NOON = new Date("2026-11-21T12:00:00Z");

describe("the expiry of a stack", () => {
  it.each([
    ["2026-12-05", true],
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-12-5", false],
    ["tomorrow", false],
    ["", false],
  ])("is a day of the calendar: %j is %j", (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  it("is passed once its day is over in UTC", () => {
    expect(isExpired("2026-11-21", new Date("2026-11-21T23:59:59Z"))).toBe(false);
    expect(isExpired("2026-11-21", new Date("2026-11-22T00:00:00Z"))).toBe(true);
    expect(daysLeft("2026-12-05", NOON)).toBe(14);
  });

  it("is a day, or a duration from today", () => {
    expect(expiryDay("7d", NOON)).toBe("2026-11-28");
    expect(expiryDay("14d", new Date("2026-12-25T00:00:00Z"))).toBe("2027-01-08");
    expect(expiryDay("2026-12-05", NOON)).toBe("2026-12-05");
    expect(["0d", "7", "1w", "100d", "2026-02-30"].map((text) => expiryDay(text, NOON))).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe("the name of a short-lived platform", () => {
  const BRANCHES = [
    "feature/SHOP-123-a-very-long-name-of-a-branch",
    "feature/SHOP-123-a-very-long-name-of-a-branch-2",
    "a.b",
    "a_b",
    "A-B",
    "123",
    "-",
    "ab-",
    "x",
    "a--b",
    "pr-1234567890123",
  ];

  it("is that of the stack if AWS accepts it", () => {
    expect(["pr-123", "dev2", "ab"].map(ephemeralName)).toEqual(["pr-123", "dev2", "ab"]);
  });

  it.each(BRANCHES)("of the stack %s is one that AWS accepts", (stack) => {
    expect(ephemeralName(stack)).toMatch(/^[a-z](-?[a-z0-9])+$/);
    expect(ephemeralName(stack).length).toBeLessThanOrEqual(14);
  });

  it("differs for different stacks, and is the same for the same stack", () => {
    expect(new Set(BRANCHES.map(ephemeralName)).size).toBe(BRANCHES.length);
    expect(BRANCHES.map(ephemeralName)).toEqual(BRANCHES.map(ephemeralName));
  });
});
