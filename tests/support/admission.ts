import { setTimeout as sleep } from "node:timers/promises";

import type { KubernetesClient } from "../../sandbox";

/** An image in the account's registry, which dev's admission policies require. */
export const IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/groundwork-dev/api:1";

export type Container = Readonly<Record<string, unknown>>;

/** A pod with the restricted standard and without resources, except for the given changes of its container. */
export function pod(namespace: string, change: Container = {}): Record<string, unknown> {
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "probe", namespace },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ name: "app", image: IMAGE, securityContext, ...change }],
    },
  };
}

/** Admission uses caches, which are updated shortly after the stored objects. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (let round = 0; ; round += 1) {
    const answer = await ask();
    if (holds(answer) || round === 100) return answer;
    await sleep(100);
  }
}

/** The API server's error for this object; empty if it accepts the object. */
export async function refusal(client: KubernetesClient, object: Record<string, unknown>): Promise<string> {
  return client.tryCreate(object).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
}
