import { Cloud } from "./cloud";
import { awsKind, awsxKind, kubernetesKind } from "./provider-kind";
import { ProviderServer } from "./provider-server";
import { World } from "./world";

export { World, type WorldObject } from "./world";
export { isDescribed } from "./tables";

export interface SandboxOptions {
  /** Account that the simulated credentials belong to. */
  readonly accountId: string;
  /** What exists already; an empty world by default. */
  readonly world?: World;
}

/** The running account-free cloud. */
export interface Sandbox {
  readonly world: World;
  /** Environment that makes the engine attach to the stand-ins instead of starting provider plugins. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts the stand-ins for the aws, awsx and kubernetes plugins in this process, on loopback ports. */
export async function startSandbox({ accountId, world = new World() }: SandboxOptions): Promise<Sandbox> {
  const cloud = new Cloud(world);
  const kinds = [awsKind(accountId), awsxKind(accountId), kubernetesKind(accountId)];
  const servers = kinds.map((kind) => new ProviderServer(kind, cloud));
  const ports = await Promise.all(servers.map((server) => server.start()));
  const attached = kinds.map(({ packageName }, index) => `${packageName}:${String(ports[index])}`);
  return {
    world,
    env: { PULUMI_DEBUG_PROVIDERS: attached.join(",") },
    stop: () => {
      for (const server of servers) server.stop();
    },
  };
}
