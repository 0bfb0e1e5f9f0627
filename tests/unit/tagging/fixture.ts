import type { PlatformTagArgs } from "../../../components/tagging";
import { DEFAULT_TAG_KEYS } from "../../../domain/tags/tag-keys";

export const TAG_ARGS: PlatformTagArgs = {
  project: "shop",
  owner: "platform@example.com",
  costCenter: "4711",
  department: "Engineering",
  environment: "dev",
  managedBy: "Pulumi",
  keys: DEFAULT_TAG_KEYS,
  additional: { DataClass: "internal" },
  required: {},
};
