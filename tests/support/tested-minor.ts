/** The Kubernetes minor version of the API server that engine tests start: the newest one, which dev has. */
export const TESTED_MINOR = "1.36";
