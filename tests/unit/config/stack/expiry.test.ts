import { EXPIRY_TAG_KEY } from "../../../../domain/expiry/expiry";
import { platformTags } from "../../../../domain/tags/platform-tags";
import { type Edits, problemsWith, verdictOn } from "../fixtures";

/** A stack that expires, and what it needs for that. */
const EXPIRING: Edits = {
  expiry: "2026-10-15",
  "storage.deletionProtection": false,
  "storage.forceDestroy": true,
  "cluster.deletionProtection": false,
};
const EPHEMERAL: Edits = { ...EXPIRING, environment: "ephemeral" };

describe("a stack with an expiry", () => {
  it.each(["dev", "staging", "ephemeral"])("is valid in %s without protection, for 14 days", (environment) => {
    expect(problemsWith({ ...EXPIRING, environment }, { stack: "pr-1" })).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["without one in ephemeral", { ...EPHEMERAL, expiry: undefined }, ["expiry: stack/expiry-missing"]],
    ["after more than 14 days", { ...EPHEMERAL, expiry: "2026-10-16" }, ["expiry: stack/expiry-too-late"]],
    ["on a day that the calendar lacks", { ...EPHEMERAL, expiry: "2026-09-31" }, ["expiry: schema/invalid-value"]],
    ["on no day", { ...EPHEMERAL, expiry: "7d" }, ["expiry: schema/wrong-form"]],
    [
      "with protection",
      { environment: "ephemeral", expiry: "2026-10-15", "backup.enabled": true },
      [
        "storage.deletionProtection: stack/expiry-with-protection",
        "storage.forceDestroy: stack/expiry-with-protection",
        "cluster.deletionProtection: stack/expiry-with-protection",
        "backup.deletionProtection: stack/expiry-with-protection",
      ],
    ],
    [
      "with two additional tags",
      { ...EPHEMERAL, "tags.additional": { DataClass: "internal", Team: "web" } },
      ["tags.additional.Team: stack/expiry-without-tag"],
    ],
    [
      "with an additional tag of the same key",
      { ...EPHEMERAL, "tags.additional": { expireson: "never" } },
      ["tags.additional.expireson: stack/expiry-without-tag"],
    ],
  ])("is refused %s", (_, edits, expected) => {
    expect(problemsWith(edits, { stack: "pr-1" })).toEqual(expected);
  });

  it("is refused in prod", () => {
    expect(problemsWith({ expiry: "2026-10-15" }, { stack: "prod" })).toEqual(["expiry: stack/expiry-in-prod"]);
  });

  it("is valid after its last day, with a warning, so that it can be destroyed", () => {
    const { problems, warnings } = verdictOn({ ...EPHEMERAL, expiry: "2026-09-30" }, { stack: "pr-1" });
    expect([problems, warnings.map(({ code }) => code)]).toEqual([[], ["stack/expired"]]);
  });

  it("tags every resource with its last day, also where a rule requires the tag", () => {
    const required = { [EXPIRY_TAG_KEY]: { pattern: "2026-.*" } };
    const { config } = verdictOn({ ...EPHEMERAL, "tags.required": required }, { stack: "pr-1" });
    if (config === undefined) throw new Error("the stack file is invalid");
    expect(platformTags({ ...config.tags, environment: config.environment })).toMatchObject({
      ExpiresOn: "2026-10-15",
      Environment: "ephemeral",
    });
  });

  it("needs neither many Spot types nor a certificate, as in dev", () => {
    const group = { instanceTypes: ["m7g.large"], capacityType: "SPOT", minSize: 1, desiredSize: 1, maxSize: 2 };
    expect(problemsWith({ ...EPHEMERAL, "cluster.nodeGroups": { default: group } }, { stack: "pr-1" })).toEqual([]);
  });
});
