import { defaultLevel, levelOf, type PolicySettings } from "../../../domain/policy/levels";
import { stackSettings } from "../../../policy/stack-settings";

const STRICT = { name: "strict", level: "mandatory" } as const;
const MILD = { name: "mild", level: "advisory" } as const;

/** The configuration as the engine passes it: maps as JSON. */
function settings(config: Readonly<Record<string, string>>): ReturnType<typeof stackSettings> {
  return stackSettings(new Map(Object.entries(config)));
}

describe("levels of rules", () => {
  it.each([
    ["dev", "advisory"],
    ["staging", "mandatory"],
    ["prod", "mandatory"],
    [undefined, "mandatory"],
  ])("are at most, in the environment %s: %s", (environment, level) => {
    expect(defaultLevel(environment)).toBe(level);
  });

  it.each<[string, PolicySettings, string, string]>([
    ["its own one where the level is mandatory", { level: "mandatory", rules: {} }, "mandatory", "advisory"],
    ["advisory where all rules are", { level: "advisory", rules: {} }, "advisory", "advisory"],
    [
      "the one that the stack file names",
      { level: "advisory", rules: { strict: "disabled", mild: "mandatory" } },
      "disabled",
      "mandatory",
    ],
  ])("are for a rule %s", (_, of, strict, mild) => {
    expect([levelOf(STRICT, of), levelOf(MILD, of)]).toEqual([strict, mild]);
  });

  it("do not come from the prototype of the map of rules", () => {
    expect(levelOf({ name: "constructor", level: "mandatory" }, { level: "mandatory", rules: {} })).toBe("mandatory");
  });
});

describe("the settings of the pack in a stack", () => {
  it("come from the configuration that the engine passes", () => {
    const policy = JSON.stringify({ level: "mandatory", rules: { mild: "disabled", other: "loud" } });
    const tags = JSON.stringify({ required: { Ticket: { pattern: "OPS" } } });
    expect(settings({ "groundwork:environment": "dev", "groundwork:policy": policy, "groundwork:tags": tags })).toEqual(
      {
        environment: "dev",
        level: "mandatory",
        rules: { mild: "disabled" },
        ruleSettings: { "required-tags": { required: { Ticket: { pattern: "OPS" } } } },
      },
    );
  });

  it.each([
    ["dev", "advisory"],
    ["prod", "mandatory"],
  ])("have the level of the environment %s without a level, and with text that is no map", (environment, level) => {
    for (const policy of ["{}", "[]", "strict", '{"level":"loud"}']) {
      const config = { "groundwork:environment": environment, "groundwork:policy": policy };
      expect(settings(config)).toMatchObject({ level, rules: {} });
    }
  });
});
