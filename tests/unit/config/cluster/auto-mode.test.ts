import { type Edits, problemsWith } from "../fixtures";

const AUTO_MODE: Edits = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };
const FARGATE: Edits = { "cluster.fargateProfiles.jobs": { selectors: [{ namespace: "batch-*" }] } };
const POOL = { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } };

describe("rules about EKS Auto Mode", () => {
  it.each<[string, Edits]>([
    ["Auto Mode without node groups", AUTO_MODE],
    [
      "another version of metrics-server",
      { ...AUTO_MODE, "cluster.addons": { "metrics-server": { version: "v0.9.0-eksbuild.6" } } },
    ],
    [
      "CoreDNS for pods on Fargate",
      { ...AUTO_MODE, ...FARGATE, "cluster.addons": { coredns: { version: "v1.15.0-eksbuild.1" } } },
    ],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a cluster with neither node groups nor Auto Mode",
      { "cluster.nodeGroups": {} },
      ["cluster.nodeGroups: cluster/no-node-groups"],
    ],
    [
      "what Auto Mode manages itself",
      {
        "cluster.compute": "auto-mode",
        "cluster.nodeVersion": "1.36",
        "cluster.karpenter": { replicas: 1, nodePools: { apps: POOL } },
        "cluster.loadBalancerController": {},
      },
      ["nodeGroups", "nodeVersion", "karpenter", "loadBalancerController"].map(
        (key) => `cluster.${key}: cluster/unused-with-auto-mode`,
      ),
    ],
    [
      "an add-on that is part of Auto Mode",
      { ...AUTO_MODE, "cluster.addons": { coredns: { version: "v1.15.0-eksbuild.1" } } },
      ["cluster.addons.coredns: cluster/addon-in-auto-mode"],
    ],
    [
      "an add-on that is part of Auto Mode, with Fargate",
      { ...AUTO_MODE, ...FARGATE, "cluster.addons": { "vpc-cni": { version: "v1.22.4-eksbuild.3" } } },
      ["cluster.addons.vpc-cni: cluster/addon-in-auto-mode"],
    ],
    [
      "settings of Auto Mode without Auto Mode",
      { "cluster.autoMode": { architectures: ["amd64"] } },
      ["cluster.autoMode: cluster/auto-mode-settings-unused"],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
