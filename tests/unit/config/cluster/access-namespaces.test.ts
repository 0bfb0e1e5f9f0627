import { warningsWith } from "../fixtures";

const quota = { cpu: "4", memory: "8Gi", pods: 20 };
const viewing = (...namespaces: string[]): Parameters<typeof warningsWith>[0] => ({
  "cluster.access.team": { principalArn: "arn:aws:iam::111122223333:role/team", policy: "view", namespaces },
});

describe("namespaces of an access entry", () => {
  it("cause a warning if the stack creates others, but not these", () => {
    expect(warningsWith({ ...viewing("orders", "oders"), "cluster.namespaces": { orders: { quota } } })).toContain(
      "cluster.access.team.namespaces[1]: cluster/unknown-namespace",
    );
  });

  it.each([
    ["patterns", viewing("team-*")],
    ["namespaces of Kubernetes", viewing("kube-system")],
  ])("may be %s", (_, edits) => {
    expect(warningsWith({ ...edits, "cluster.namespaces": { orders: { quota } } }).join()).not.toContain("unknown");
  });

  it("are not compared in a stack that creates none", () => {
    expect(warningsWith(viewing("orders"))).toEqual([]);
  });
});
