import { Cloud } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Inputs = Record<string, unknown>;

const RELEASE = "kubernetes:helm.sh/v3:Release";
const SNAPSHOT_CLASS = "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass";
const CHART = {
  name: "external-secrets",
  chart: "external-secrets",
  repositoryOpts: { repo: "https://charts.external-secrets.io" },
  version: "2.11.0",
  namespace: "kube-system",
};

let cloud: Cloud;

beforeEach(() => {
  cloud = new Cloud(new World());
});

function create(type: string, inputs: Inputs): WorldObject {
  return cloud.create(type, "it", cloud.check(type, "it", undefined, inputs), TEST_SCOPE);
}

function stands(type: string, id: string, inputs: Inputs): void {
  cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs, state: inputs });
}

describe("a VolumeSnapshotClass in the sandbox", () => {
  const snapshotClass = { kind: "VolumeSnapshotClass", metadata: { name: "ebs" }, driver: "ebs.csi.aws.com" };

  it("is refused before the snapshot controller, which installs its CRD, exists", () => {
    expect(() => create(SNAPSHOT_CLASS, snapshotClass)).toThrow('no matches for kind "VolumeSnapshotClass"');
  });

  it("is created after the snapshot controller", () => {
    stands("aws:eks/addon:Addon", "prod:snapshot-controller", { addonName: "snapshot-controller" });
    expect(create(SNAPSHOT_CLASS, snapshotClass).id).toBe("ebs");
  });
});

describe("a Helm release in the sandbox", () => {
  it("is installed in an existing namespace", () => {
    expect(create(RELEASE, CHART).id).toBe("kube-system/external-secrets");
  });

  it.each<[string, Inputs, string]>([
    ["a namespace that does not exist", { ...CHART, namespace: "nowhere" }, 'namespaces "nowhere" not found'],
    ["a chart without a repository", { ...CHART, repositoryOpts: undefined }, 'path "external-secrets" not found'],
  ])("is refused for %s", (_, inputs, reason) => {
    expect(() => create(RELEASE, inputs)).toThrow(reason);
  });

  it("creates its namespace with createNamespace", () => {
    expect(create(RELEASE, { ...CHART, namespace: "new", createNamespace: true }).id).toBe("new/external-secrets");
  });
});
