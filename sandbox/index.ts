import { Cloud } from "./cloud";
import type { KubernetesClient } from "./kubernetes-client";
import { ApiServerStore } from "./api-server-store";
import { awsKind, awsxKind, kubernetesKind } from "./provider-kind";
import { ProviderServer } from "./provider-server";
import { World } from "./world";

export { KubernetesClient } from "./kubernetes-client";
export type { ApiServerReport } from "./api-server-store";
export { World, type WorldObject } from "./world";
export { isDescribed } from "./tables";

interface SandboxOptions {
  /** Account that the simulated credentials belong to. */
  readonly accountId: string;
  /** Objects that exist at the start; by default, none. */
  readonly world?: World;
  /** Client of a real API server for Kubernetes objects; when omitted, the tables simulate them. */
  readonly kubernetes?: KubernetesClient | undefined;
}

/** The running simulated cloud. */
export interface Sandbox {
  readonly world: World;
  /** The store of Kubernetes objects at a real API server; undefined when the tables simulate them. */
  readonly apiServer: ApiServerStore | undefined;
  /** Environment variables that make the engine attach to the simulated providers instead of starting provider plugins. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts simulated aws, awsx and kubernetes providers in this process, on ports of the loopback interface. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { accountId, world = new World(), kubernetes } = options;
  const cloud = new Cloud(world);
  const apiServer = kubernetes === undefined ? undefined : new ApiServerStore(cloud, kubernetes);
  const kinds = [awsKind(accountId), awsxKind(accountId), kubernetesKind(accountId)];
  const servers = kinds.map(
    (kind) => new ProviderServer(kind, cloud, kind.packageName === "kubernetes" ? apiServer : cloud),
  );
  const ports = await Promise.all(servers.map((server) => server.start()));
  const attached = kinds.map(({ packageName }, index) => `${packageName}:${String(ports[index])}`);
  return {
    world,
    apiServer,
    env: { PULUMI_DEBUG_PROVIDERS: attached.join(",") },
    stop: () => {
      for (const server of servers) server.stop();
    },
  };
}
