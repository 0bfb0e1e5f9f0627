import type { Rule } from "../rule";
import { accountRules } from "./account";
import { auditRules } from "./audit";
import { backupRules } from "./backup";
import { bucketDataRules } from "./bucket-data";
import { clusterRules } from "./cluster";
import { computeRules } from "./compute";
import { encryptionRules } from "./encryption";
import { fileSystemRules } from "./file-systems";
import { iamRules } from "./iam";
import { kubernetesRules } from "./kubernetes";
import { loadBalancerRules } from "./load-balancers";
import { logRules } from "./logs";
import { namingRules } from "./naming";
import { networkRules } from "./network";
import { networkAclRules } from "./network-acls";
import { nodeRules } from "./nodes";
import { protectionRules } from "./protection";
import { queueRules } from "./queues";
import { registryRules } from "./registry";
import { routingRules } from "./routing";
import { secretRules } from "./secrets";
import { storageRules } from "./storage";
import { streamRules } from "./streams";
import { taggingRules } from "./tagging";
import { webAclRules } from "./web-acls";

/** All rules of the policy pack. */
export const rules: readonly Rule[] = [
  ...taggingRules,
  ...namingRules,
  ...networkRules,
  ...networkAclRules,
  ...routingRules,
  ...storageRules,
  ...bucketDataRules,
  ...fileSystemRules,
  ...encryptionRules,
  ...iamRules,
  ...computeRules,
  ...nodeRules,
  ...clusterRules,
  ...kubernetesRules,
  ...loadBalancerRules,
  ...webAclRules,
  ...queueRules,
  ...secretRules,
  ...streamRules,
  ...registryRules,
  ...logRules,
  ...backupRules,
  ...protectionRules,
  ...accountRules,
  ...auditRules,
];

/** Number of rules in the policy pack. */
export const ruleCount = rules.length;
