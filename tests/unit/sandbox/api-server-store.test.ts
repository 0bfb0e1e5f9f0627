import { Cloud, CloudRefusal } from "../../../sandbox/cloud";
import { type Accepted, type KubernetesClient, KubernetesRefusal } from "../../../sandbox/kubernetes-client";
import { ApiServerStore } from "../../../sandbox/api-server-store";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Json = Readonly<Record<string, unknown>>;

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";
const PATCH = "kubernetes:core/v1:ServiceAccountPatch";

/** A fake API server with one object, whose answers each test sets. */
class FakeApi {
  readonly applied: Json[] = [];
  live: Json | undefined;
  rejection: string | undefined;

  serverSideApply(object: Json): Promise<Accepted> {
    if (this.rejection !== undefined) return Promise.reject(new KubernetesRefusal(422, this.rejection));
    this.applied.push(object);
    this.live = { ...object, status: { phase: "Active" } };
    return Promise.resolve({ object: this.live, warnings: ["old version"] });
  }

  tryCreate(): Promise<Accepted> {
    return Promise.reject(new KubernetesRefusal(422, "no pod"));
  }

  read(): Promise<Json | undefined> {
    return Promise.resolve(this.live);
  }

  delete(): Promise<void> {
    this.live = undefined;
    return Promise.resolve();
  }
}

let api: FakeApi;
let world: World;
let apiServer: ApiServerStore;

beforeEach(() => {
  api = new FakeApi();
  world = new World();
  apiServer = new ApiServerStore(new Cloud(world), api as unknown as KubernetesClient);
});

function quota(spec: Json): Json {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota", namespace: "default" }, spec };
}

function putObject(type: string, inputs: Json): void {
  world.put({ ...TEST_SCOPE, type, id: type, name: type, inputs, state: inputs });
}

async function driftOf(recorded: Json, live: Json): Promise<unknown> {
  const { id } = await apiServer.create(QUOTA, "quota", quota(recorded), TEST_SCOPE);
  api.live = quota(live);
  return (await apiServer.read(QUOTA, id))?.inputs["spec"];
}

describe("the store of Kubernetes objects at a real API server", () => {
  it("stores accepted objects in the world, and counts them", async () => {
    const { id } = await apiServer.create(QUOTA, "quota", quota({ hard: { pods: "5" } }), TEST_SCOPE);
    expect(world.ofType(QUOTA).map((object) => object.id)).toEqual([id]);
    expect(apiServer.report()).toEqual({
      accepted: new Map([["ResourceQuota", 1]]),
      unchecked: [],
      warnings: ["ResourceQuota default/quota: old version"],
    });
  });

  it("rejects with the API server's message and the object's name, and stores nothing", async () => {
    api.rejection = 'spec.hard[cpu]: Invalid value: "four"';
    const creation = apiServer.create(QUOTA, "quota", quota({}), TEST_SCOPE);
    await expect(creation).rejects.toThrow(CloudRefusal);
    await expect(creation).rejects.toThrow('ResourceQuota default/quota: spec.hard[cpu]: Invalid value: "four"');
    expect(world.objects).toEqual([]);
  });

  it.each<[string, Json, Json, Json]>([
    [
      "no field that the server adds",
      { hard: { pods: "5" } },
      { hard: { pods: "5", cpu: "1" }, scopes: ["x"] },
      { hard: { pods: "5" } },
    ],
    [
      "a value in the server's notation",
      { hard: { cpu: "0.5" } },
      { hard: { cpu: "500m" } },
      { hard: { cpu: "500m" } },
    ],
    ["the removal of a value", { hard: { pods: "5", cpu: "1" } }, { hard: { pods: "5" } }, { hard: { pods: "5" } }],
    ["an item that was added to a list", { scopes: ["a"] }, { scopes: ["a", "b"] }, { scopes: ["a", "b"] }],
    ["empty values although the server omits them", { scopes: [], hard: {} }, {}, { scopes: [], hard: {} }],
  ])("shows %s in the inputs that it reads", async (_, recorded, live, shown) => {
    expect(await driftOf(recorded, live)).toEqual(shown);
  });

  it("reads undefined for an object that no longer exists", async () => {
    const { id } = await apiServer.create(QUOTA, "quota", quota({}), TEST_SCOPE);
    api.live = undefined;
    expect(await apiServer.read(QUOTA, id)).toBeUndefined();
  });

  it("deletes at the API server and in the world", async () => {
    const { id } = await apiServer.create(QUOTA, "quota", quota({}), TEST_SCOPE);
    await apiServer.delete(QUOTA, id);
    expect([api.live, world.objects]).toEqual([undefined, []]);
  });

  it("removes only the fields of a deleted patch, and keeps the object", async () => {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: "default" } };
    const { id } = await apiServer.create(
      PATCH,
      "token",
      { ...account, automountServiceAccountToken: false },
      TEST_SCOPE,
    );
    await apiServer.delete(PATCH, id);
    expect(api.applied.at(-1)).toEqual(account);
    expect([api.live === undefined, world.objects]).toEqual([false, []]);
  });

  it("uses the tables for a kind whose definition AWS does not publish, and reports it as unchecked", async () => {
    putObject("aws:eks/cluster:Cluster", { computeConfig: { enabled: true } });
    putObject("aws:iam/role:Role", { name: "nodes", arn: "arn:aws:iam::111122223333:role/nodes" });
    putObject("aws:eks/accessEntry:AccessEntry", { type: "EC2", principalArn: "arn:aws:iam::111122223333:role/nodes" });
    const terms = [{ id: "subnet-1" }];
    const spec = { role: "nodes", subnetSelectorTerms: terms, securityGroupSelectorTerms: terms };
    const nodeClass = { apiVersion: "eks.amazonaws.com/v1", kind: "NodeClass", metadata: { name: "platform" }, spec };
    const { id } = await apiServer.create(NODE_CLASS, "nodes", nodeClass, TEST_SCOPE);
    expect((await apiServer.read(NODE_CLASS, id))?.inputs).toEqual(nodeClass);
    await apiServer.update(NODE_CLASS, id, nodeClass, TEST_SCOPE);
    await apiServer.delete(NODE_CLASS, id);
    expect([api.applied, world.ofType(NODE_CLASS)]).toEqual([[], []]);
    expect(apiServer.report().unchecked).toEqual([
      "NodeClass platform: EKS Auto Mode installs this kind, and AWS does not publish its CustomResourceDefinition",
    ]);
  });

  it("does not treat the template of a NodePool as a pod", async () => {
    const template = { spec: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "apps" } } };
    putObject("kubernetes:karpenter.sh/v1:NodePool", {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "apps" },
      spec: { template },
    });
    expect(await apiServer.rejectedPods()).toEqual([]);
  });

  it("uses the tables for Helm releases, which are not single objects", async () => {
    const release = {
      name: "karpenter",
      namespace: "kube-system",
      chart: "oci://example.org/karpenter",
      version: "1.0.0",
    };
    await apiServer.create("kubernetes:helm.sh/v3:Release", "karpenter", release, TEST_SCOPE);
    expect([world.objects.length, api.applied]).toEqual([1, []]);
  });
});
