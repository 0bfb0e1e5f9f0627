import type { Codes } from "../diagnostics/code";

/** Findings about stacks whose environment is prod. */
export const productionCodes = {
  "stack/prod-unprotected": {
    cause: "Without deletion protection, one wrong command or one wrong edit of the stack file deletes data of prod.",
    remedy: "Set `deletionProtection` to true; to destroy the stack, set `teardown` to its name first.",
  },
  "stack/prod-force-destroy": {
    cause: "With `forceDestroy`, the deletion of a bucket deletes all objects in it.",
    remedy: "Set `forceDestroy` to false; to destroy the stack, set `teardown` to its name first.",
  },
  "stack/prod-single-zone-file-system": {
    cause:
      "A [One Zone file system](https://docs.aws.amazon.com/efs/latest/ug/features.html) keeps its files in one Availability Zone, and they are lost if the zone is.",
    remedy: "Remove `zone`, so that all zones keep the files.",
  },
  "stack/prod-too-few-zones": {
    cause:
      "With fewer than three Availability Zones, the loss of one leaves the cluster in a single zone or without half of its nodes.",
    remedy: "List at least three zones in `network.zones`.",
  },
  "stack/prod-single-nat": {
    cause:
      "With a single NAT gateway, the loss of its Availability Zone disconnects all private subnets from the internet.",
    remedy: "Set `network.nat` to per-zone, regional or none.",
  },
  "stack/prod-public-endpoint": {
    cause: "A public endpoint makes the Kubernetes API of prod reachable from outside of its network.",
    remedy: "Set `cluster.endpoint.public` to false.",
  },
  "stack/prod-without-customer-managed-key": {
    cause:
      "Only a customer managed KMS key has a policy that the account controls, so that access to the encrypted data can be withdrawn.",
    remedy: "Set the key to customer-managed.",
  },
  "stack/prod-without-all-logs": {
    cause: "A type of control plane log that is off cannot be read after an incident.",
    remedy: "List all log types in `cluster.logTypes`.",
  },
} as const satisfies Codes<"stack">;
