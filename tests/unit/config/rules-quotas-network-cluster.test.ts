import { type Edits, problemsWith, warningsWith } from "./fixtures";
import { GROUP, group, named, sample, times } from "./many";

const MAIN = "cluster.nodeGroups.main";
describe("quotas that AWS raises", () => {
  it.each<[string, Edits, string[]]>([
    [
      "31 node groups",
      { "cluster.nodeGroups": named(31, { ...GROUP, maxSize: 1 }) },
      ["cluster.nodeGroups: There are 31 managed node groups, one for each zone with perZone; AWS allows 30"],
    ],
    [
      "451 nodes of a group",
      { ...group({ maxSize: 451 }), "network.podCidr": "100.64.0.0/16" },
      [`${MAIN}.maxSize: There are 451 nodes of this group; AWS allows 450`],
    ],
    [
      "11 Fargate profiles",
      { "cluster.fargateProfiles": named(11, { selectors: [{ namespace: "jobs" }] }) },
      ["cluster.fargateProfiles: There are 11 Fargate profiles; AWS allows 10"],
    ],
    [
      "six selectors of a profile",
      { "cluster.fargateProfiles": { jobs: { selectors: times(6, (index) => ({ namespace: `jobs-${index}` })) } } },
      ["cluster.fargateProfiles.jobs.selectors: There are 6 selectors of this profile; AWS allows 5"],
    ],
    [
      "six labels of a selector",
      { "cluster.fargateProfiles": { jobs: { selectors: [{ namespace: "jobs", labels: named(6, "x") }] } } },
      ["cluster.fargateProfiles.jobs.selectors[0].labels: There are 6 labels of this selector; AWS allows 5"],
    ],
    [
      "61 blocks before a load balancer",
      {
        ...sample({ ingress: { inboundCidrs: times(61, (index) => `10.0.${index}.0/24`) } }),
        "cluster.loadBalancerController": {},
      },
      [
        "cluster.sampleWorkload.ingress.inboundCidrs: There are 61 inbound rules of the load balancer's security group; AWS allows 60",
      ],
    ],
  ])("are warned of: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(
      warningsWith(edits)
        .filter((line) => line.includes("by default: the update fails unless"))
        .map((line) => line.replace(/(AWS allows \d+) .*$/, "$1")),
    ).toEqual(warnings);
  });
});
