import path from "node:path";
import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import {
  type ClusterApi,
  type ClusterObject,
  describe as named,
  drain,
  findPendingSteps,
} from "../../../tools/destroy/drain";
import { clusterApi } from "../../../tools/destroy/cluster-api";
import { destroyCommand } from "../../../tools/destroy/command";
import { type Context, runDestroy } from "../../../tools/destroy/run";
import { kubectl } from "../../../tools/kubectl/kubectl";
import { parseState } from "../../../tools/state/exported-state";
import { parse } from "../../../tools/terminal/parse";
import { Controllers } from "../../support/controllers";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };

function busyWorld(): World {
  const cloud = new Cloud(new World());
  const vpc = cloud.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, SCOPE);
  for (const [zone, cidrBlock] of [
    ["a", "10.0.0.0/24"],
    ["b", "10.0.1.0/24"],
  ]) {
    const inputs = { vpcId: vpc.id, cidrBlock, availabilityZone: `eu-west-1${zone ?? ""}` };
    cloud.create("aws:ec2/subnet:Subnet", `subnet-${zone ?? ""}`, inputs, SCOPE);
  }
  return cloud.world;
}

function destroy(args: readonly string[], context: Context): Promise<number> {
  const root = path.resolve(__dirname, "../../..");
  const { stacks, options } = parse(destroyCommand, args, { root, cwd: root });
  return runDestroy(stacks[0], options, context);
}

const NOW = { pause: () => Promise.resolve(), maxChecks: 10 };

/** An inspection of a state with these resources and pending operations. */
function inspected(resources: readonly object[], pending: readonly object[] = []): Context["inspect"] {
  const text = JSON.stringify({ deployment: { resources, pending_operations: pending } });
  return () => Promise.resolve({ reading: { kind: "read", state: parseState(text), text }, locks: [] });
}

/** A context that records the calls of Pulumi. */
function fixture(overrides: Partial<Context> = {}): { context: Context; calls: string[]; said: string[] } {
  const calls: string[] = [];
  const said: string[] = [];
  const context: Context = {
    pulumi: (args) => {
      calls.push(`pulumi ${args.join(" ")}`);
      return Promise.resolve(0);
    },
    output: () => Promise.resolve("{}"),
    inspect: () => Promise.resolve({ reading: { kind: "absent" }, locks: [] }),
    cluster: () => Promise.resolve(new Controllers(busyWorld(), "shop-dev")),
    polling: NOW,
    ask: () => Promise.resolve("dev"),
    write: (text) => said.push(text),
    ...overrides,
  };
  return { context, calls, said };
}

const PREVIEW = "pulumi destroy --stack dev --preview-only";
const DESTROY = "pulumi destroy --stack dev --yes --skip-preview";

describe("draining a cluster", () => {
  it("deletes load balancers, then volumes, then nodes, each after the previous ones no longer exist", async () => {
    const world = busyWorld();
    const cluster = new Controllers(world, "shop-dev");
    const gone: string[] = [];
    for (const found of await findPendingSteps(cluster)) {
      const before = world.objects.map(({ name }) => name);
      expect(await drain(cluster, found, NOW)).toEqual([]);
      const after = world.objects.map(({ name }) => name);
      gone.push(`${found.step.title}: ${before.filter((name) => !after.includes(name)).join(", ")}`);
    }
    expect(gone).toEqual([
      "load balancers: k8s-shop-web, k8s-shop-web",
      "volumes: pvc-1",
      "nodes of Karpenter: node, pods",
    ]);
    expect(cluster.deleted).toEqual([
      "services web",
      "statefulsets.apps database",
      "persistentvolumeclaims data-database-0",
      "nodepools.karpenter.sh general",
    ]);
  });

  it("keeps objects without AWS resources, and volumes with the reclaim policy Retain", async () => {
    const cluster = new Controllers(busyWorld(), "shop-dev");
    for (const found of await findPendingSteps(cluster)) await drain(cluster, found, NOW);
    const left = await Promise.all(["services", "persistentvolumes"].map((resource) => cluster.list(resource)));
    expect(left.flat().map(named)).toEqual(["services shop/database", "persistentvolumes pvc-kept"]);
  });

  it.each<[what: string, resource: string, spec: ClusterObject["spec"], taken: boolean]>([
    ["deletes a Deployment with a claim", "deployments.apps", templateWith({ persistentVolumeClaim: {} }), true],
    ["keeps a Deployment without a claim", "deployments.apps", templateWith({ emptyDir: {} }), false],
    [
      "deletes a CronJob with a claim",
      "cronjobs.batch",
      { jobTemplate: { spec: templateWith({ persistentVolumeClaim: {} }) } },
      true,
    ],
    ["deletes a single pod with a claim", "pods", { volumes: [{ persistentVolumeClaim: {} }] }, true],
    ["keeps a ClusterIP Service", "services", { type: "ClusterIP" }, false],
  ])("%s", async (_, resource, spec, taken) => {
    const object: ClusterObject = { resource, namespace: "shop", name: "one", spec };
    const api: ClusterApi = {
      list: (type) => Promise.resolve(type === resource ? [object] : []),
      delete: () => Promise.resolve(),
    };
    expect((await findPendingSteps(api)).flatMap(({ objects }) => objects)).toEqual(taken ? [object] : []);
  });

  it("lists objects that are not deleted in time, and does not destroy the stack", async () => {
    const stuck: ClusterObject = { resource: "ingresses.networking.k8s.io", namespace: "shop", name: "web", spec: {} };
    const api: ClusterApi = {
      list: (type) => Promise.resolve(type === stuck.resource ? [stuck] : []),
      delete: () => Promise.resolve(),
    };
    const { context, calls, said } = fixture({ cluster: () => Promise.resolve(api) });
    expect(await destroy(["--stack", "dev", "--yes"], context)).toBe(10);
    expect(calls).toEqual([PREVIEW]);
    expect(said.at(-1)).toContain("  ingresses shop/web");
  });
});

function templateWith(volume: Record<string, unknown>): ClusterObject["spec"] {
  return { template: { spec: { volumes: [volume] } } };
}

describe("npm run destroy", () => {
  it("previews, asks for confirmation, drains and destroys", async () => {
    const world = busyWorld();
    const { context, calls, said } = fixture({
      cluster: () => Promise.resolve(new Controllers(world, "shop-dev")),
      ask: (question) => {
        calls.push("confirmation");
        expect(question).toContain("dev");
        return Promise.resolve("dev");
      },
    });
    expect(await destroy(["--stack", "dev"], context)).toBe(0);
    expect(calls).toEqual([PREVIEW, "confirmation", DESTROY]);
    expect(said[0]).toContain("    services shop/web");
    expect(world.objects.map(({ name }) => name)).toEqual(["vpc", "subnet-a", "subnet-b"]);
  });

  it("deletes nothing when the preview fails, as it does for a protected stack", async () => {
    const cluster = jest.fn();
    const { context } = fixture({ pulumi: () => Promise.resolve(255), cluster });
    expect(await destroy(["--stack", "prod", "--yes"], context)).toBe(255);
    expect(cluster).not.toHaveBeenCalled();
  });

  it.each(["", "yes", "prod", undefined])("deletes nothing on the answer %p", async (answer) => {
    const cluster = new Controllers(busyWorld(), "shop-dev");
    const { context, calls } = fixture({
      ask: () => Promise.resolve(answer),
      cluster: () => Promise.resolve(cluster),
    });
    expect(await destroy(["--stack", "dev"], context)).toBe(1);
    expect({ calls, deleted: cluster.deleted }).toEqual({ calls: [PREVIEW], deleted: [] });
  });

  it("does not drain a stack without a cluster", async () => {
    const { context, calls } = fixture({ output: () => Promise.resolve(undefined) });
    expect(await destroy(["-s", "dev", "-y"], context)).toBe(0);
    expect(calls).toEqual([PREVIEW, DESTROY]);
  });

  it("removes the objects of a deleted cluster from the state, and destroys the remaining resources", async () => {
    const urn = "urn:pulumi:dev::shop::pulumi:providers:kubernetes::cluster-kubernetes";
    const resources = [{ urn: "urn:pulumi:dev::shop::pulumi:providers:aws::aws", type: "pulumi:providers:aws" }];
    const { context, calls } = fixture({
      cluster: () => Promise.reject(new Error("unreachable")),
      inspect: inspected([...resources, { urn, type: "pulumi:providers:kubernetes" }]),
    });
    expect(await destroy(["-s", "dev", "-y", "--cluster-gone"], context)).toBe(0);
    expect(calls).toEqual([PREVIEW, `pulumi state delete ${urn} --target-dependents --stack dev --yes`, DESTROY]);
  });

  it("destroys nothing when `pulumi state delete` fails", async () => {
    const urn = "urn:pulumi:dev::shop::pulumi:providers:kubernetes::cluster-kubernetes";
    const commands: string[] = [];
    const { context } = fixture({
      pulumi: ([command = ""]) => {
        commands.push(command);
        return Promise.resolve(command === "state" ? 255 : 0);
      },
      inspect: inspected([{ urn, type: "pulumi:providers:kubernetes" }]),
    });
    expect(await destroy(["-s", "dev", "-y", "--cluster-gone"], context)).toBe(255);
    expect(commands).toEqual(["destroy", "state"]);
  });

  it("changes nothing while a create of an interrupted update is pending, whose object no destroy would delete", async () => {
    const resource = { urn: "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::network-vpc", type: "aws:ec2/vpc:Vpc" };
    const { context, calls } = fixture({ inspect: inspected([], [{ type: "creating", resource }]) });
    await expect(destroy(["-s", "dev", "-y"], context)).rejects.toThrow("creating network-vpc");
    expect(calls).toEqual([]);
  });

  it("runs without confirmation in CI, and passes --yes to Pulumi", async () => {
    const { context, calls } = fixture({ ask: () => Promise.reject(new Error("asks for confirmation")) });
    expect(await destroy(["dev", "--yes", "--non-interactive"], context)).toBe(0);
    expect(calls).toEqual([
      "pulumi destroy --stack dev --non-interactive --preview-only",
      "pulumi destroy --stack dev --non-interactive --yes --skip-preview",
    ]);
  });
});

describe("kubectl", () => {
  const answer = (exitCode: number, stdout: string, stderr = "") =>
    clusterApi(kubectl(() => Promise.resolve({ exitCode, stdout, stderr }), "kubeconfig.json"));

  it("lists objects", async () => {
    const items = [
      { metadata: { name: "web", namespace: "shop" }, spec: { type: "LoadBalancer" } },
      { metadata: { name: "x" } },
    ];
    expect(await answer(0, JSON.stringify({ items })).list("services")).toEqual([
      { resource: "services", namespace: "shop", name: "web", spec: { type: "LoadBalancer" } },
      { resource: "services", name: "x", spec: {} },
    ]);
  });

  it("returns an empty list for a resource type that the cluster does not have", async () => {
    const stderr = 'error: the server doesn\'t have a resource type "gateways"';
    expect(await answer(1, "", stderr).list("gateways.gateway.networking.k8s.io")).toEqual([]);
  });

  it("states the remedy when the cluster is unreachable or kubectl is missing", async () => {
    await expect(answer(1, "", "no such host").list("services")).rejects.toThrow("--cluster-gone");
    await expect(answer(127, "").list("services")).rejects.toThrow("kubectl is not on PATH");
  });

  it("deletes one object without waiting for its finalizers", async () => {
    const run = jest.fn(() => Promise.resolve({ exitCode: 0, stdout: "", stderr: "" }));
    await clusterApi(kubectl(run, "k.json")).delete({ resource: "services", namespace: "shop", name: "web", spec: {} });
    expect(run.mock.calls.map((call: readonly unknown[]) => (call[1] as string[]).join(" "))).toEqual([
      "--kubeconfig k.json --request-timeout 30s delete services web --namespace shop --wait=false --ignore-not-found",
    ]);
  });
});
