import type { Rule } from "../check/rule";
import { stackKeysRules } from "./stack-rules";
import { expiryRules } from "./expiry-rules";
import { platformNameRules } from "./platform-name-rules";
import { productionRules } from "./production-rules";
import { unusedSettingsRules } from "./unused-settings-rules";

/** Every relation that must hold between values of the top-level keys, and relations across all keys. */
export const stackRules: readonly Rule[] = [
  ...stackKeysRules,
  ...platformNameRules,
  ...productionRules,
  ...expiryRules,
  ...unusedSettingsRules,
];
