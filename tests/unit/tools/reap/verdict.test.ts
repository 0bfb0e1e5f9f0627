import { type StateFacts, stateFacts, verdictOf } from "../../../../tools/reap/verdict";

const TODAY = new Date("2026-11-29T01:00:00Z");
const EXPIRED: StateFacts = { resources: 3, expiry: "2026-11-28", identity: undefined };
const FILE = { environment: "ephemeral", expiry: "2026-11-28" };

describe("the verdict on a stack", () => {
  it.each<[string, StateFacts, Parameters<typeof verdictOf>[1], boolean]>([
    ["whose state and file have expired", EXPIRED, FILE, true],
    ["whose state has expired, without a file, as that of a pull request", EXPIRED, undefined, true],
    ["whose state has no expiry, although its file has one", { ...EXPIRED, expiry: undefined }, FILE, false],
    ["on its last day", { ...EXPIRED, expiry: "2026-11-29" }, FILE, false],
    ["whose file has a later day", EXPIRED, { ...FILE, expiry: "2026-12-01" }, false],
    ["whose file has no expiry any more", EXPIRED, { environment: "dev", expiry: undefined }, false],
    ["whose file says prod", EXPIRED, { ...FILE, environment: "prod" }, false],
    ["without resources", { ...EXPIRED, resources: 0 }, FILE, false],
  ])("%s", (_, state, file, isExpired) => {
    expect(verdictOf(state, file, TODAY)).toMatchObject({ isExpired });
  });
});

describe("the expiry in a state", () => {
  const provider = (tags: object | undefined, region = "eu-west-1"): object => ({
    type: "pulumi:providers:aws",
    inputs: { region, ...(tags === undefined ? {} : { defaultTags: JSON.stringify({ tags }) }) },
  });
  const facts = (...resources: object[]): StateFacts => stateFacts("pr-1", { resources: resources as never });
  const TAGS = { Project: "shop", ExpiresOn: "2026-11-28" };

  it("is that of the default tags, which also identify what is left", () => {
    const cluster = { type: "aws:eks/cluster:Cluster", id: "pr-1-ephemeral" };
    expect(facts(provider(TAGS), cluster)).toEqual({
      resources: 1,
      expiry: "2026-11-28",
      identity: { platformName: "pr-1-ephemeral", region: "eu-west-1", tags: { Project: "shop" } },
    });
  });

  it("is none if a provider has none or another one, and without resources", () => {
    expect(facts(provider(TAGS), provider({ Project: "shop" }, "us-east-1")).expiry).toBeUndefined();
    expect(facts(provider(TAGS), provider({ ...TAGS, ExpiresOn: "2027-01-01" })).expiry).toBeUndefined();
    expect(facts(provider(undefined)).expiry).toBeUndefined();
    expect(stateFacts("pr-1", { resources: [] })).toEqual({ resources: 0, expiry: undefined, identity: undefined });
  });
});
