export interface DiagnosticsArgs {
  /** Key of the bucket that takes the logs; how long it keeps them is the bucket's own affair. */
  readonly bucket: string;
  /** Of each container that failed, from the end. */
  readonly logLines: number;
  /** The cluster's namespaces in which it looks. */
  readonly namespaces: readonly string[];
  /** `public.ecr.aws`, or what caches it. */
  readonly imageRegistry: string;
}
