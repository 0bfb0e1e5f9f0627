/** What each pod of the sample workload requests: Kubernetes quantities. */
export const SAMPLE_REQUESTS = { cpu: "100m", memory: "64Mi" } as const;
