import { ADDON_NAMES } from "../../../../domain/cluster/addons/catalog";
import { COMPONENT_PODS, type ComponentName, workloadWithoutNode } from "../../../../domain/cluster/component-pods";
import type { Taint } from "../../../../domain/cluster/scheduling";
import { recordCluster } from "../../cluster/fixture";

const SYSTEM: Taint = { key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" };
const OTHER: Taint = { key: "dedicated", effect: "NO_EXECUTE" };
const NAMES = Object.keys(COMPONENT_PODS) as ComponentName[];

describe("the table of tolerations", () => {
  it("has a row for every add-on", () => {
    expect(NAMES).toEqual(expect.arrayContaining([...ADDON_NAMES]));
  });

  it("contains the components whose pods do not tolerate the taint of system nodes", () => {
    expect(NAMES.filter((name) => workloadWithoutNode(name, [[SYSTEM]]) !== undefined)).toEqual([
      "aws-mountpoint-s3-csi-driver",
      "amazon-cloudwatch-observability",
      "sample-workload",
    ]);
  });

  it("allows every component on nodes without taints, and on nodes with the effect PREFER_NO_SCHEDULE", () => {
    const preferred: Taint = { key: "x", effect: "PREFER_NO_SCHEDULE" };
    expect(NAMES.filter((name) => workloadWithoutNode(name, [[OTHER], [preferred]]) !== undefined)).toEqual([]);
  });

  it("requires one node all of whose taints are tolerated, and no node for DaemonSets", () => {
    expect(workloadWithoutNode("coredns", [[SYSTEM, OTHER], [OTHER]])).toBe("coredns");
    expect(workloadWithoutNode("coredns", [])).toBe("coredns");
    expect(workloadWithoutNode("vpc-cni", [])).toBeUndefined();
    expect(workloadWithoutNode("aws-ebs-csi-driver", [[OTHER]])).toBeUndefined();
  });

  /** Add-ons whose toleration the platform configures. The charts of the others contain it. */
  const CONFIGURED = ["metrics-server", "snapshot-controller", "cert-manager", "external-dns", "kube-state-metrics"];

  it("contains only tolerations that the platform sets", async () => {
    const version = "v1.0.0-eksbuild.1";
    const { resources } = await recordCluster({
      optionalAddons: {
        "snapshot-controller": { version },
        "cert-manager": { version },
        "external-dns": { version, zones: { "example.com": "Z1" }, policy: "upsert-only" },
        "kube-state-metrics": { version },
      },
    });
    const toleration = { key: "CriticalAddonsOnly", operator: "Exists" };
    const addons = resources.filter(({ inputs }) => CONFIGURED.includes(String(inputs["addonName"])));
    expect(addons).toHaveLength(CONFIGURED.length);
    for (const { inputs } of addons) {
      expect(JSON.parse(String(inputs["configurationValues"]))).toMatchObject({ tolerations: [toleration] });
    }
  });
});
