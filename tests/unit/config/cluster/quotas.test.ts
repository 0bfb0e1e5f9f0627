import { type Edits, problemsWith, verdictOn } from "../fixtures";
import { GROUP, group, named, times } from "../many";

const QUOTA = "cluster/eks-quota";

describe("quotas of Amazon EKS", () => {
  it.each<[string, Edits, string, string]>([
    [
      "31 node groups",
      { "cluster.nodeGroups": named(31, { ...GROUP, maxSize: 1 }) },
      "cluster.nodeGroups",
      "There are 31 managed node groups, with `perZone` one per zone; AWS allows 30",
    ],
    [
      "451 nodes of a group",
      { ...group({ maxSize: 451 }), "network.podCidr": "100.64.0.0/16" },
      "cluster.nodeGroups.main.maxSize",
      "There are 451 nodes at `maxSize` of this group; AWS allows 450",
    ],
    [
      "11 Fargate profiles",
      { "cluster.fargateProfiles": named(11, { selectors: [{ namespace: "jobs" }] }) },
      "cluster.fargateProfiles",
      "There are 11 Fargate profiles; AWS allows 10",
    ],
    [
      "six selectors of a Fargate profile",
      { "cluster.fargateProfiles": { jobs: { selectors: times(6, (index) => ({ namespace: `jobs-${index}` })) } } },
      "cluster.fargateProfiles.jobs.selectors",
      "There are 6 selectors of this profile; AWS allows 5",
    ],
    [
      "six labels of a selector",
      { "cluster.fargateProfiles": { jobs: { selectors: [{ namespace: "jobs", labels: named(6, "x") }] } } },
      "cluster.fargateProfiles.jobs.selectors[0].labels",
      "There are 6 labels of this selector; AWS allows 5",
    ],
  ])("cause a warning: %s", (_, edits, path, message) => {
    expect(problemsWith(edits)).toEqual([]);
    const [warning, ...others] = verdictOn(edits).warnings.filter(({ code }) => code === QUOTA);
    expect(warning).toMatchObject({ path, message: expect.stringContaining(message) as string });
    expect(others).toEqual([]);
  });

  it("cause an error where AWS never raises them: access entries", () => {
    const access = Object.fromEntries(
      times(3001, (index) => [
        `role-${index}`,
        {
          principalArn: `arn:aws:iam::111122223333:role/role-${index}`,
          policy: index === 0 ? "cluster-admin" : "view",
        },
      ]),
    );
    expect(problemsWith({ "cluster.access": access })).toContain(`cluster.access: ${QUOTA}`);
  });
});
