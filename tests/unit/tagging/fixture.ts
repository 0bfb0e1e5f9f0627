import type { PlatformTagArgs } from "../../../components/tagging";

export const TAG_ARGS: PlatformTagArgs = {
  project: "shop",
  owner: "platform@example.com",
  costCenter: "4711",
  department: "Engineering",
  environment: "dev",
  managedBy: "Pulumi",
  additional: { DataClass: "internal" },
};
