import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Inputs = Record<string, unknown>;

const ADDON = "aws:eks/addon:Addon";
const NODES = "aws:eks/nodeGroup:NodeGroup";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SYSTEM = { key: "CriticalAddonsOnly", operator: "Exists" };
const TAINT = { key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" };

let cloud: Cloud;

beforeEach(() => {
  cloud = new Cloud(new World());
  stands("aws:eks/cluster:Cluster", "prod", {});
});

function stands(type: string, id: string, inputs: Inputs): void {
  cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs, state: inputs });
}

function nodes(id: string, taints: readonly Inputs[], desiredSize = 2): void {
  stands(NODES, id, { clusterName: "prod", taints, scalingConfig: { desiredSize } });
}

function create(type: string, inputs: Inputs): void {
  cloud.create(type, "it", cloud.check(type, "it", undefined, inputs), TEST_SCOPE);
}

function addon(addonName: string, configuration: object = {}): void {
  const configurationValues = JSON.stringify(configuration);
  create(ADDON, { clusterName: "prod", addonName, addonVersion: "v1.0.0-eksbuild.1", configurationValues });
}

describe("an add-on in the sandbox on nodes with the taint of system nodes", () => {
  it.each<[string, object, string]>([
    ["aws-mountpoint-s3-csi-driver", { node: { tolerateAllTaints: true } }, "s3-csi-controller"],
    ["amazon-cloudwatch-observability", {}, "amazon-cloudwatch-observability-controller-manager"],
    ["metrics-server", {}, "metrics-server"],
    ["cert-manager", { tolerations: [SYSTEM], webhook: { tolerations: [SYSTEM] } }, "cert-manager-cainjector"],
  ])("stays DEGRADED: %s with %j", (name, configuration, workload) => {
    nodes("system", [TAINT]);
    expect(() => {
      addon(name, configuration);
    }).toThrow(`stays DEGRADED: pods of ${workload} are Pending: 0/1 nodes are available: untolerated taint`);
  });

  it.each<[string, object]>([
    ["coredns", {}],
    ["aws-ebs-csi-driver", {}],
    ["aws-efs-csi-driver", {}],
    ["metrics-server", { tolerations: [SYSTEM] }],
    ["prometheus-node-exporter", {}],
  ])("becomes active: %s with %j", (name, configuration) => {
    nodes("system", [TAINT]);
    expect(() => {
      addon(name, configuration);
    }).not.toThrow();
  });

  it("becomes active if a second node group without the taint has nodes", () => {
    nodes("system", [TAINT]);
    nodes("apps", [], 0);
    const create = (): void => {
      addon("aws-mountpoint-s3-csi-driver");
    };
    expect(create).toThrow("stays DEGRADED");
    nodes("apps", [{ key: "apps", effect: "PREFER_NO_SCHEDULE" }]);
    expect(create).not.toThrow();
  });
});

describe("a chart in the sandbox", () => {
  const release = (values: object): Inputs => ({
    name: "external-secrets",
    chart: "external-secrets",
    repositoryOpts: { repo: "https://charts.external-secrets.io" },
    namespace: "kube-system",
    values,
  });

  it("does not become ready if no node accepts the pods of one of its Deployments", () => {
    nodes("system", [TAINT]);
    const tolerations = [SYSTEM];
    expect(() => {
      create(RELEASE, release({ tolerations, webhook: { tolerations } }));
    }).toThrow("context deadline exceeded: pods of external-secrets-cert-controller are Pending");
    expect(() => {
      create(RELEASE, release({ tolerations, webhook: { tolerations }, certController: { tolerations } }));
    }).not.toThrow();
  });
});

describe("a Deployment in the sandbox", () => {
  const deployment = {
    metadata: { name: "sample", namespace: "default" },
    spec: { template: { metadata: { labels: { app: "sample" } }, spec: { containers: [] } } },
  };
  const createDeployment = (): void => {
    create(DEPLOYMENT, deployment);
  };

  beforeEach(() => {
    nodes("system", [TAINT]);
  });

  it("does not become ready if every node has a taint", () => {
    stands("kubernetes:karpenter.sh/v1:NodePool", "jobs", {
      spec: { template: { spec: { taints: [{ key: "dedicated", value: "jobs", effect: "NoSchedule" }] } } },
    });
    expect(createDeployment).toThrow("Deployment default/sample: minimum availability is not reached: 0/2 nodes");
  });

  it("becomes ready on a node that Karpenter launches for it", () => {
    stands("kubernetes:karpenter.sh/v1:NodePool", "apps", { spec: { template: { spec: { taints: [] } } } });
    expect(createDeployment).not.toThrow();
  });

  it.each([
    [{ app: "sample" }, true],
    [{ app: "other" }, false],
  ])("on Fargate needs a profile that selects its labels: %j", (labels, isReady) => {
    stands("aws:eks/fargateProfile:FargateProfile", "prod:jobs", { selectors: [{ namespace: "def*", labels }] });
    if (isReady) expect(createDeployment).not.toThrow();
    else expect(createDeployment).toThrow("minimum availability");
  });
});
