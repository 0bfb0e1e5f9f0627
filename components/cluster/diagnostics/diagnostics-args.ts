export interface DiagnosticsArgs {
  /** Key of the bucket for the logs. The class of the bucket sets their retention. */
  readonly bucket: string;
  /** Number of lines to save, from the end of the log of each container that failed. */
  readonly logLines: number;
  /** Namespaces of the cluster whose logs are saved. */
  readonly namespaces: readonly string[];
  /** `public.ecr.aws`, or a pull through cache of it. */
  readonly imageRegistry: string;
}
