/** The Kubernetes minor whose API server the engine tests start: the newest, that of dev. */
export const JUDGED_MINOR = "1.36";
