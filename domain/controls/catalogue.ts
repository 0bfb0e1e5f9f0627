import { ACCOUNT_REQUIREMENTS } from "./account-controls";
import { CLUSTER_REQUIREMENTS } from "./cluster-controls";
import { COMPUTE_REQUIREMENTS } from "./compute-controls";
import { type Control, controlsOf, type Requirement } from "./control";
import { NETWORK_REQUIREMENTS } from "./network-controls";
import { STORAGE_REQUIREMENTS } from "./storage-controls";

/** What security frameworks require of the platform, by area. */
export const REQUIREMENTS: Readonly<Record<string, readonly Requirement[]>> = {
  Network: NETWORK_REQUIREMENTS,
  Compute: COMPUTE_REQUIREMENTS,
  Cluster: CLUSTER_REQUIREMENTS,
  Storage: STORAGE_REQUIREMENTS,
  "Account, keys and tags": ACCOUNT_REQUIREMENTS,
};

/** Every control, once. */
export const CONTROLS: readonly Control[] = Object.values(REQUIREMENTS).flat().flatMap(controlsOf);
