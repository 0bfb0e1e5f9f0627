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
  /** From outside of the cluster: an Application Load Balancer, $16.43 a month and by use. Without it there is none. */
  readonly ingress?: IngressArgs;
}

export interface IngressArgs {
  /** Whom its address leads there: the network, or the internet. A change is another load balancer, with another name. */
  readonly scheme: "internal" | "internet-facing";
  /** Blocks that its security group lets in. */
  readonly inboundCidrs: readonly string[];
  /** The only name that it answers to; any when absent. */
  readonly host?: string;
  /** With it HTTPS, and HTTP leads there; plain HTTP when absent. */
  readonly certificateArn?: string;
}
