import { type Edits, problemsWith, warningsWith } from "./fixtures";
import { sample, times } from "./many";

describe("quotas that AWS raises", () => {
  it.each<[string, Edits, string[]]>([
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
