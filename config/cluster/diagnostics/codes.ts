import type { Codes } from "../../diagnostics/code";

/** Findings about `cluster.diagnostics`, which saves logs of failed containers. */
export const diagnosticsCodes = {
  "cluster/diagnostics-unknown-bucket": {
    cause: "`cluster.diagnostics.bucket` is not a key of `storage.buckets`, so logs would have no destination.",
    remedy: "Use a key of `storage.buckets`, or add the bucket, usually with class logs.",
  },
  "cluster/diagnostics-without-namespaces": {
    cause:
      "`cluster.diagnostics` reads logs in `cluster.namespaces` only, and there are none, so its CronJob could read no logs.",
    remedy: "Add the namespaces of the workloads to `cluster.namespaces`, or remove `cluster.diagnostics`.",
  },
  "cluster/diagnostics-unknown-namespace": {
    cause:
      "`cluster.diagnostics.namespaces` contains a name that is not a key of `cluster.namespaces`, so the stack would create a RoleBinding in a namespace that does not exist.",
    remedy: "Use keys of `cluster.namespaces`.",
  },
  "cluster/diagnostics-namespace-taken": {
    cause:
      "With `cluster.diagnostics` the stack creates a namespace `diagnostics` for the CronJob, and Kubernetes refuses a second namespace with the same name.",
    remedy: "Rename the namespace in `cluster.namespaces`.",
  },
  "cluster/diagnostics-images-unreachable": {
    cause:
      "Nodes pull the images of the CronJob from a public registry, and without NAT they reach it only through another route to the internet, such as a transit gateway.",
    remedy:
      "Add a cache of public.ecr.aws to `account.registry.pullThroughCaches`, and set `cluster.diagnostics.imageRegistry` to it.",
  },
} as const satisfies Codes<"cluster">;
