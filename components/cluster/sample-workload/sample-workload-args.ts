export interface SampleWorkloadArgs {
  /** One of the cluster's namespaces. A change makes the workload anew. */
  readonly namespace: string;
  /**
   * One or two versions by name, each a Deployment of its own, and the share of the requests that each gets, in percent.
   * Another image rolls the version's pods. 0 keeps a version ready, with no requests, to switch to or back.
   */
  readonly versions: Readonly<Record<string, { readonly image: string; readonly weight: number }>>;
  /** Pods of the versions that get requests together, and of each that gets none. */
  readonly minReplicas: number;
  /** To which the same may grow with their load. */
  readonly maxReplicas: number;
}
