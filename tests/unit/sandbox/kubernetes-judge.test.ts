import { Cloud, CloudRefusal } from "../../../sandbox/cloud";
import { type Accepted, type KubernetesClient, KubernetesRefusal } from "../../../sandbox/kubernetes-client";
import { KubernetesJudge } from "../../../sandbox/kubernetes-judge";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Json = Readonly<Record<string, unknown>>;

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";
const PATCH = "kubernetes:core/v1:ServiceAccountPatch";

/** An API server of one object that says what the test wants. */
class FakeApi {
  readonly applied: Json[] = [];
  live: Json | undefined;
  refusal: string | undefined;

  serverSideApply(object: Json): Promise<Accepted> {
    if (this.refusal !== undefined) return Promise.reject(new KubernetesRefusal(422, this.refusal));
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
let judge: KubernetesJudge;

beforeEach(() => {
  api = new FakeApi();
  world = new World();
  judge = new KubernetesJudge(new Cloud(world), api as unknown as KubernetesClient);
});

function quota(spec: Json): Json {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota", namespace: "default" }, spec };
}

function stands(type: string, inputs: Json): void {
  world.put({ ...TEST_SCOPE, type, id: type, name: type, inputs, state: inputs });
}

async function driftOf(asked: Json, live: Json): Promise<unknown> {
  const { id } = await judge.create(QUOTA, "quota", quota(asked), TEST_SCOPE);
  api.live = quota(live);
  return (await judge.read(QUOTA, id))?.inputs["spec"];
}

describe("the judge", () => {
  it("keeps in the world what the API server took, and counts it", async () => {
    const { id } = await judge.create(QUOTA, "quota", quota({ hard: { pods: "5" } }), TEST_SCOPE);
    expect(world.ofType(QUOTA).map((object) => object.id)).toEqual([id]);
    expect(judge.verdict()).toEqual({
      accepted: new Map([["ResourceQuota", 1]]),
      unjudged: [],
      warnings: ["ResourceQuota default/quota: old version"],
    });
  });

  it("refuses in the API server's words, with the object's name, and keeps nothing", async () => {
    api.refusal = 'spec.hard[cpu]: Invalid value: "four"';
    const creation = judge.create(QUOTA, "quota", quota({}), TEST_SCOPE);
    await expect(creation).rejects.toThrow(CloudRefusal);
    await expect(creation).rejects.toThrow('ResourceQuota default/quota: spec.hard[cpu]: Invalid value: "four"');
    expect(world.objects).toEqual([]);
  });

  it.each<[string, Json, Json, Json]>([
    [
      "nothing of what the server adds",
      { hard: { pods: "5" } },
      { hard: { pods: "5", cpu: "1" }, scopes: ["x"] },
      { hard: { pods: "5" } },
    ],
    [
      "a value that the server writes in another way",
      { hard: { cpu: "0.5" } },
      { hard: { cpu: "500m" } },
      { hard: { cpu: "500m" } },
    ],
    ["a value that is gone", { hard: { pods: "5", cpu: "1" } }, { hard: { pods: "5" } }, { hard: { pods: "5" } }],
    ["another item of a list", { scopes: ["a"] }, { scopes: ["a", "b"] }, { scopes: ["a", "b"] }],
    ["no difference between empty and absent", { scopes: [], hard: {} }, {}, { scopes: [], hard: {} }],
  ])("shows in inputs %s", async (_, asked, live, shown) => {
    expect(await driftOf(asked, live)).toEqual(shown);
  });

  it("says that an object is gone", async () => {
    const { id } = await judge.create(QUOTA, "quota", quota({}), TEST_SCOPE);
    api.live = undefined;
    expect(await judge.read(QUOTA, id)).toBeUndefined();
  });

  it("deletes at the API server and in the world", async () => {
    const { id } = await judge.create(QUOTA, "quota", quota({}), TEST_SCOPE);
    await judge.delete(QUOTA, id);
    expect([api.live, world.objects]).toEqual([undefined, []]);
  });

  it("gives back only the fields of a patch, and leaves the object to its owner", async () => {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: "default" } };
    const { id } = await judge.create(PATCH, "token", { ...account, automountServiceAccountToken: false }, TEST_SCOPE);
    await judge.delete(PATCH, id);
    expect(api.applied.at(-1)).toEqual(account);
    expect([api.live === undefined, world.objects]).toEqual([false, []]);
  });

  it("leaves a kind that AWS keeps to itself to the tables, and says so", async () => {
    stands("aws:eks/cluster:Cluster", { computeConfig: { enabled: true } });
    stands("aws:iam/role:Role", { name: "nodes", arn: "arn:aws:iam::111122223333:role/nodes" });
    stands("aws:eks/accessEntry:AccessEntry", { type: "EC2", principalArn: "arn:aws:iam::111122223333:role/nodes" });
    const terms = [{ id: "subnet-1" }];
    const spec = { role: "nodes", subnetSelectorTerms: terms, securityGroupSelectorTerms: terms };
    const nodeClass = { apiVersion: "eks.amazonaws.com/v1", kind: "NodeClass", metadata: { name: "platform" }, spec };
    const { id } = await judge.create(NODE_CLASS, "nodes", nodeClass, TEST_SCOPE);
    expect((await judge.read(NODE_CLASS, id))?.inputs).toEqual(nodeClass);
    await judge.update(NODE_CLASS, id, nodeClass, TEST_SCOPE);
    await judge.delete(NODE_CLASS, id);
    expect([api.applied, world.ofType(NODE_CLASS)]).toEqual([[], []]);
    expect(judge.verdict().unjudged).toEqual([
      "NodeClass platform: the kind comes with EKS Auto Mode, and AWS publishes its definition nowhere",
    ]);
  });

  it("takes the template of a NodePool for no pod", async () => {
    const template = { spec: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "apps" } } };
    stands("kubernetes:karpenter.sh/v1:NodePool", {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "apps" },
      spec: { template },
    });
    expect(await judge.refusedPods()).toEqual([]);
  });

  it("leaves what is not one object, such as a Helm release, to the tables", async () => {
    const release = {
      name: "karpenter",
      namespace: "kube-system",
      chart: "oci://example.org/karpenter",
      version: "1.0.0",
    };
    await judge.create("kubernetes:helm.sh/v3:Release", "karpenter", release, TEST_SCOPE);
    expect([world.objects.length, api.applied]).toEqual([1, []]);
  });
});
