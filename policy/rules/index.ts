import type { Rule } from "../rule";
import { clusterRules } from "./cluster";
import { computeRules } from "./compute";
import { encryptionRules } from "./encryption";
import { fileSystemRules } from "./file-systems";
import { iamRules } from "./iam";
import { logRules } from "./logs";
import { networkRules } from "./network";
import { queueRules } from "./queues";
import { registryRules } from "./registry";
import { storageRules } from "./storage";
import { taggingRules } from "./tagging";

/** All rules of the policy pack. */
export const rules: readonly Rule[] = [
  ...taggingRules,
  ...networkRules,
  ...storageRules,
  ...fileSystemRules,
  ...encryptionRules,
  ...iamRules,
  ...computeRules,
  ...clusterRules,
  ...queueRules,
  ...registryRules,
  ...logRules,
];

/** Number of rules in the policy pack. */
export const ruleCount = rules.length;
