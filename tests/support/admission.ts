import { setTimeout as sleep } from "node:timers/promises";

import type { KubernetesClient } from "../../sandbox";

/** Of the account's own registry, as dev's admission policies want it. */
export const IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/groundwork-dev/api:1";

export type Container = Readonly<Record<string, unknown>>;

/** A pod that meets the restricted standard and names no resources, but for what is changed about its container. */
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

/** Admission works from caches that follow the stored objects by a moment. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (let round = 0; ; round += 1) {
    const answer = await ask();
    if (holds(answer) || round === 100) return answer;
    await sleep(100);
  }
}

/** What the API server says to this object; empty when it would take it. */
export async function refusal(client: KubernetesClient, object: Record<string, unknown>): Promise<string> {
  return client.tryCreate(object).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
}
