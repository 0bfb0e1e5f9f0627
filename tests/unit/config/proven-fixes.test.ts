import { check } from "../../../config/check/check";
import type { Problem } from "../../../config/diagnostics/problem";
import { edited, type Edits, fileText, MINIMAL, sourceOf, TODAY, verdictOn } from "./fixtures";

const ACCESS = MINIMAL.cluster.access;

function problemsOf(edits: Edits): Record<string, readonly string[]> {
  const { problems } = check(sourceOf(fileText(edited(MINIMAL, edits))), TODAY);
  return Object.fromEntries(problems.map(({ path, fix }: Problem) => [path, fix]));
}

describe("the fix of a problem", () => {
  it("never removes a value of the wrong type, such as a list where a map is expected", () => {
    expect(problemsOf({ "cluster.namespaces": ["web"], "budgets.costCeilingUsd": "$500" })).toEqual({
      "cluster.namespaces": ["correct `cluster.namespaces`"],
      "budgets.costCeilingUsd": ["correct `budgets.costCeilingUsd`"],
    });
  });

  it("is text if the command would cause another problem that no command fixes", () => {
    const again = { principalArn: ACCESS.deployer.principalArn, policy: "cluster-admin" };
    const access = { limited: { ...again, policy: "view" }, deployer: again };
    expect(problemsOf({ "cluster.access": access })).toEqual({
      "cluster.access.deployer.principalArn": [
        "remove `cluster.access.deployer`; after that, `cluster.access` needs a change too: No access entry has the policy cluster-admin for the whole cluster, so no principal could administer it.",
      ],
    });
  });

  it("proposes another value, in quotes, if the corrected form of the value is refused too", () => {
    const text = fileText(edited(MINIMAL, {})).replace(/version: "1\.\d+"/, "version: 1.30");
    const { problems } = check(sourceOf(text), TODAY);
    expect(problems.map(({ path, fix }) => [path, fix])).toEqual([
      ["cluster.version", ['set `cluster.version`, for example to "1.36"']],
    ]);
  });

  it("is a command if another command fixes the problem that it causes", () => {
    const { "network.nta": fix } = problemsOf({ "network.nta": "singel" });
    expect(fix).toEqual(["npm run config -- mv dev network.nta network.nat"]);
  });

  it("removes the entries of a list from the last to the first", () => {
    expect(problemsOf({ "network.zones": ["a", "b", "a", "c", "b"] })).toEqual({
      "network.zones[2]": [
        "npm run config -- rm dev 'network.zones[4]'",
        "npm run config -- rm dev 'network.zones[2]'",
      ],
      "network.zones[4]": ["apply the fix of `network.zones[2]`"],
    });
  });

  it.each([
    [["m7g.large", "g5.xlarge"], 1],
    [["g5.xlarge", "m7g.large"], 0],
  ])("removes an entry once that two findings are about: %j", (instanceTypes, index) => {
    const entry = `cluster.nodeGroups.main.instanceTypes[${index}]`;
    const found = verdictOn({ "cluster.nodeGroups.main.instanceTypes": instanceTypes });
    const fixes = [...found.problems, ...found.warnings].filter(({ path }) => path === entry).map(({ fix }) => fix);
    expect(fixes.flat().sort()).toEqual([`apply the fix of \`${entry}\``, `npm run config -- rm dev '${entry}'`]);
  });

  it("is text until another fix has moved the entry", () => {
    expect(problemsOf({ "network.zones": ["a", "b", "a", "C"] })).toEqual({
      "network.zones[2]": ["first apply the other fix, of `network.zones[3]`, then validate again"],
      "network.zones[3]": ["npm run config -- set dev 'network.zones[3]' c"],
    });
  });

  it("is a command for a key with a dot, and text for a key with an invisible character", () => {
    expect(problemsOf({ tags: { ...MINIMAL.tags, "a.b": "x", "e\u200bf": "x" } })).toEqual({
      'tags["a.b"]': [`npm run config -- mv dev 'tags["a.b"]' 'tags.additional["a.b"]'`],
      "tags.e\u200bf": ["rename `tags.e\u200bf` to `tags.additional.e\u200bf`"],
    });
  });

  it("does not contain an example of the schema", () => {
    const fixes = Object.values(problemsOf({ aws: undefined, tags: {}, "network.cidr": undefined })).flat();
    expect(fixes).toEqual([
      "set `aws.region`, `aws.accountId`",
      "set `tags.costCenter`",
      "set `tags.department`",
      "set `tags.owner`",
      "set `tags.project`",
      "set `network.cidr` to a private block that overlaps no network that the VPC is to be connected to",
    ]);
  });

  it("exists for a value that cannot be converted to text", () => {
    const odd = { toString: 1, valueOf: 2 };
    expect(problemsOf({ "network.flowLogs": { retentionDays: odd, destination: odd } })).toEqual({
      "network.flowLogs.destination": ["correct `network.flowLogs.destination`; the default is cloudwatch"],
      "network.flowLogs.retentionDays": ["correct `network.flowLogs.retentionDays`"],
    });
  });

  it("is tested for at most as many problems as a report shows, and for fewer in a report with more problems", () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, "x"]));
    const fixes = Object.values(problemsOf({ tags: { ...MINIMAL.tags, ...many } })).flat();
    expect(fixes.filter((fix) => fix.startsWith("npm run config -- "))).toHaveLength(3);
    expect(fixes).toContain("validate again after the other fixes");
  });
});
