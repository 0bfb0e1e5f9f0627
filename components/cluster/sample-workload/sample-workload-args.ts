export interface SampleWorkloadArgs {
  /** One of `namespaces`. A change replaces the workload. */
  readonly namespace: string;
  /**
   * One or two versions by name, each with its own Deployment, and the percentage of requests that it gets. A change of
   * the image updates the Deployment. A version with weight 0 runs and gets no requests, ready for a switch.
   */
  readonly versions: Readonly<Record<string, { readonly image: string; readonly weight: number }>>;
  /** Minimum number of pods of all versions with requests together, and of each version without requests. */
  readonly minReplicas: number;
  /** Maximum number of the same pods. */
  readonly maxReplicas: number;
  /** Application Load Balancer: $16.43 a month plus usage. Omitted: only pods in the namespace reach the workload. */
  readonly ingress?: IngressArgs;
}

export interface IngressArgs {
  /** internal: private addresses; internet-facing: public addresses. A change replaces the load balancer and its DNS name. */
  readonly scheme: "internal" | "internet-facing";
  /** CIDR blocks that the security group admits. */
  readonly inboundCidrs: readonly string[];
  /** Host name that it forwards. Omitted: any. */
  readonly host?: string;
  /** ACM certificate for HTTPS, to which HTTP is redirected. Omitted: that of the hosted zone of `host`, or else HTTP only. */
  readonly certificateArn?: string;
}
