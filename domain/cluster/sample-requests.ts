/** Requests of each pod of the sample workload, as Kubernetes quantities. */
export const SAMPLE_REQUESTS = { cpu: "100m", memory: "64Mi" } as const;
