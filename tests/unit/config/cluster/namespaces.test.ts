import { type Edits, problemsWith, warningsWith } from "../fixtures";

const web = (settings: object): Edits => ({ "cluster.namespaces": { web: settings } });

describe("namespaces", () => {
  it.each<[string, Edits]>([
    ["all defaults", web({})],
    ["default limits as large as the quota", web({ quota: { cpu: "500m", memory: "256Mi" } })],
  ])("can have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a default request above the default limit",
      web({ containerDefaults: { cpuRequest: "1" } }),
      ["cluster.namespaces.web.containerDefaults.cpuRequest: cluster/default-request-above-limit"],
    ],
    [
      "a default limit above the quota",
      web({ quota: { memory: "128Mi" } }),
      ["cluster.namespaces.web.containerDefaults.memoryLimit: cluster/default-limit-above-quota"],
    ],
  ])("are refused with %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("whose team has no members are a warning", () => {
    const withMembersOf = (group: string): Edits => ({
      ...web({ teams: { web: "edit" } }),
      "cluster.access.people": { principalArn: "arn:aws:iam::111122223333:role/people", kubernetesGroups: [group] },
    });
    expect(warningsWith(withMembersOf("web"))).toEqual([]);
    expect(warningsWith(withMembersOf("shop"))).toEqual([
      "cluster.namespaces.web.teams.web: cluster/team-without-members",
    ]);
  });
});
