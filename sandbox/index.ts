import { Cloud } from "./cloud";
import type { KubernetesClient } from "./kubernetes-client";
import { KubernetesJudge } from "./kubernetes-judge";
import { awsKind, awsxKind, kubernetesKind } from "./provider-kind";
import { ProviderServer } from "./provider-server";
import { World } from "./world";

export { KubernetesClient, KubernetesRefusal } from "./kubernetes-client";
export type { Verdict } from "./kubernetes-judge";
export { World, type WorldObject } from "./world";
export { isDescribed } from "./tables";

export interface SandboxOptions {
  /** Account that the simulated credentials belong to. */
  readonly accountId: string;
  /** What exists already; an empty world by default. */
  readonly world?: World;
  /** A real API server to hold the Kubernetes objects; without it the tables answer for them too. */
  readonly kubernetes?: KubernetesClient | undefined;
}

/** The running account-free cloud. */
export interface Sandbox {
  readonly world: World;
  /** What the real API server said so far, where there is one. */
  readonly judge: KubernetesJudge | undefined;
  /** Environment that makes the engine attach to the stand-ins instead of starting provider plugins. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts the stand-ins for the aws, awsx and kubernetes plugins in this process, on loopback ports. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { accountId, world = new World(), kubernetes } = options;
  const cloud = new Cloud(world);
  const judge = kubernetes === undefined ? undefined : new KubernetesJudge(cloud, kubernetes);
  const kinds = [awsKind(accountId), awsxKind(accountId), kubernetesKind(accountId)];
  const servers = kinds.map(
    (kind) => new ProviderServer(kind, cloud, kind.packageName === "kubernetes" ? judge : cloud),
  );
  const ports = await Promise.all(servers.map((server) => server.start()));
  const attached = kinds.map(({ packageName }, index) => `${packageName}:${String(ports[index])}`);
  return {
    world,
    judge,
    env: { PULUMI_DEBUG_PROVIDERS: attached.join(",") },
    stop: () => {
      for (const server of servers) server.stop();
    },
  };
}
