import { nodeClassSpec } from "../../../components/cluster/karpenter/node-class";
import { nodePoolSpec } from "../../../components/cluster/karpenter/node-pool";
import { FAN_OUT, NODE_POOL } from "./fixture";

describe("nodePoolSpec", () => {
  it("contains requirements, limits and disruption settings of the pool", () => {
    expect(
      nodePoolSpec("jobs", {
        ...NODE_POOL,
        architectures: ["arm64", "amd64"],
        capacityTypes: ["spot", "on-demand"],
        disruptionBudgets: [{ nodes: "10%" }, { nodes: "0", schedule: "0 7 * * mon-fri", duration: "10h" }],
        weight: 10,
        labels: { pool: "jobs" },
        taints: [
          { key: "dedicated", value: "jobs", effect: "NO_SCHEDULE" },
          { key: "spot", effect: "PREFER_NO_SCHEDULE" },
          { key: "gone", value: "", effect: "NO_EXECUTE" },
        ],
      }),
    ).toEqual({
      template: {
        metadata: { labels: { pool: "jobs" } },
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "jobs" },
          requirements: [
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["arm64", "amd64"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] },
            { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
          ],
          taints: [
            { key: "dedicated", value: "jobs", effect: "NoSchedule" },
            { key: "spot", effect: "PreferNoSchedule" },
            { key: "gone", effect: "NoExecute" },
          ],
          expireAfter: "720h",
          terminationGracePeriod: "24h",
        },
      },
      limits: { cpu: "64", memory: "256Gi" },
      disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "1m",
        budgets: [{ nodes: "10%" }, { nodes: "0", schedule: "0 7 * * mon-fri", duration: "10h" }],
      },
      weight: 10,
    });
  });

  it("has no weight by default", () => {
    expect(nodePoolSpec("apps", NODE_POOL)).not.toHaveProperty("weight");
  });
});

describe("nodeClassSpec", () => {
  it("EC2.8, EC2.9, EC2.170: IMDSv2 only, one hop, no public address", () => {
    expect(nodeClassSpec(NODE_POOL, FAN_OUT.tags)).toMatchObject({
      associatePublicIPAddress: false,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    });
  });

  it.each([
    ["al2023@v20260827", [["/dev/xvda", "50Gi"]]],
    [
      "bottlerocket@v1.51.0",
      [
        ["/dev/xvda", "4Gi"],
        ["/dev/xvdb", "50Gi"],
      ],
    ],
  ])("EC2.3: gives %s encrypted gp3 volumes of the configured size", (amiAlias, volumes) => {
    const spec = nodeClassSpec({ ...NODE_POOL, amiAlias }, FAN_OUT.tags);
    expect(spec.amiSelectorTerms).toEqual([{ alias: amiAlias }]);
    expect(spec.blockDeviceMappings).toEqual(
      volumes.map(([deviceName, volumeSize]) => ({
        deviceName,
        ebs: { volumeType: "gp3", volumeSize, encrypted: true, deleteOnTermination: true },
      })),
    );
  });

  it("allows as many pods as prefixes of the CNI support, and has the tags of the stack", () => {
    const { kubelet, tags } = nodeClassSpec(NODE_POOL, FAN_OUT.tags);
    expect(kubelet).toEqual({ maxPods: 110 });
    expect(tags).toEqual(FAN_OUT.tags);
  });
});
