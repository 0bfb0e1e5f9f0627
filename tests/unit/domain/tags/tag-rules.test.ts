import fc from "fast-check";

import { patternViolation, ruleViolation, ruleViolations } from "../../../../domain/tags/tag-rules";

describe("patternViolation", () => {
  it.each(["OPS-\\d+", "^cc-[0-9]{4}$", "(web|data)-[a-z]+", "(?:eu|us)?-x", "[()]+\\)+", "\\p{L}+", "x".repeat(128)])(
    "accepts %s",
    (pattern) => {
      expect(patternViolation(pattern)).toBeUndefined();
    },
  );

  it.each([
    ["two unlimited repetitions", "[a-z]+-.*"],
    ["lazy repetitions", "[a-z]+?-.*?"],
    ["three limited repetitions", "[a-z]{1,20}-[a-z]{1,20}-\\d{1,6}"],
    ["repetitions of a fixed number", "[a-z]{3}-[a-z]{3}-[a-z]{3}-[a-z]{3}-[a-z]{3}"],
    ["quantifiers that are escaped or in a set", "\\*\\+\\?[*+?]\\*"],
    ["alternatives that follow on each other", "(web|data|ops|net)-(dev|prod)-[a-z]+-[a-z]+"],
    ["named groups and lookaheads", "(?<team>web|data)(?!-x)(?=-y)-[a-z]+"],
  ])("accepts %s", (_, pattern) => {
    expect(patternViolation(pattern)).toBeUndefined();
  });

  it.each([
    ["three unlimited repetitions", "[a-z]*[a-z]*[a-z]*X"],
    ["a repetition of each letter", ".*.*.*.*.*b"],
    ["repetitions with a limit", "[a-z]{0,200}[a-z]{0,200}[a-z]{0,200}X"],
    ["repetitions within groups", "([a-z]+)([a-z]+)([a-z]{2,})"],
    ["many optional characters", "a?".repeat(42)],
    ["many optional groups", "(?:a)?".repeat(21)],
    ["many groups with alternatives", "(|a)".repeat(24)],
  ])("refuses %s", (_, pattern) => {
    expect(patternViolation(pattern)?.message).toContain("too many repetitions and alternatives");
  });

  it("accepts at most two unlimited repetitions, wherever they are", () => {
    const unlimited = fc.constantFrom("a*", "[a-z]+", "\\w{2,}", "(?:b+?)", "\\p{L}*");
    const fixed = fc.constantFrom("x", "\\+", "[*+]", "c{3}", "\\p{L}");
    const units = fc.array(fc.record({ fixed, unlimited: fc.option(unlimited) }), { maxLength: 8 });
    fc.assert(
      fc.property(units, (parts) => {
        const pattern = parts.map((part) => `${part.fixed}${part.unlimited ?? ""}`).join("");
        const count = parts.filter((part) => part.unlimited !== null).length;
        expect(patternViolation(pattern) === undefined).toBe(count <= 2);
      }),
    );
  });

  it.each([
    ["a group that is not closed", "(a", "The pattern is not a regular expression"],
    ["an escape that the flag u does not know", "\\-", "The pattern is not a regular expression"],
    ["more than 128 characters", "x".repeat(129), "The pattern has more than 128 characters."],
    ["nested repetitions", "(a+)+", "The pattern repeats a group"],
    ["a repeated alternative", "(?:a|a)*", "The pattern repeats a group"],
    ["a counted group", "(a+){9}", "The pattern repeats a group"],
  ])("refuses %s", (_, pattern, message) => {
    expect(patternViolation(pattern)?.message).toContain(message);
  });

  it("accepts only patterns that match the longest value within a second, in nearly the worst case", () => {
    const unit = fc.constantFrom(
      "a",
      "[ab]",
      "\\w",
      "(a|b)",
      "a+",
      "\\w*",
      "(?:a+)",
      "(?:a*)*",
      "(a+)+",
      "(\\w|a){2,}",
    );
    const patterns = fc.array(unit, { minLength: 1, maxLength: 3 }).map((units) => units.join(""));
    fc.assert(
      fc.property(patterns, (pattern) => {
        fc.pre(patternViolation(pattern) === undefined);
        const start = process.cpuUsage();
        ruleViolation(`${"a".repeat(255)}!`, { pattern });
        expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
      }),
      { numRuns: 50 },
    );
  });
});

describe("ruleViolation", () => {
  it.each([
    ["any value without limits", "x", {}],
    ["a value of the list", "public", { allowed: ["public", "internal"] }],
    ["a value that the pattern matches", "OPS-17", { pattern: "^OPS-\\d+$" }],
  ])("accepts %s", (_, value, rule) => {
    expect(ruleViolation(value, rule)).toBeUndefined();
  });

  it.each([
    ["a value that is not in the list", "secret", { allowed: ["public", "internal"] }, "public, internal"],
    ["a value of the list in other letters", "Public", { allowed: ["public"] }, "public"],
    [
      "a value that the pattern matches only in part",
      "my OPS-17",
      { pattern: "OPS-\\d+" },
      "text that matches OPS-\\d+",
    ],
    ["an alternative that matches in part", "webx", { pattern: "web|data" }, "text that matches web|data"],
  ])("refuses %s", (_, value, rule, allowed) => {
    expect(ruleViolation(value, rule)?.allowed).toBe(allowed);
  });
});

describe("ruleViolations", () => {
  it("finds tags that are missing, in other letters too, and values that are not allowed", () => {
    const rules = {
      Ticket: {},
      constructor: {},
      team: { allowed: ["web"] },
      Owner: { pattern: "[a-z]+" },
      Class: { allowed: ["a"] },
    };
    const found = ruleViolations({ Team: "web", Owner: "WEB", Class: "a" }, rules);
    expect(found.map(({ key, isMissing, allowed }) => [key, isMissing, allowed])).toEqual([
      ["Ticket", true, "any value"],
      ["constructor", true, "any value"],
      ["team", true, "web"],
      ["Owner", false, "text that matches [a-z]+"],
    ]);
  });
});
