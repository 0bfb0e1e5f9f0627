import { z } from "zod";
import { checked, text } from "../../schema/fields";

/** Of EKS's own build: the version of the software, and which build of it. */
export const addonVersion = text(
  /^v\d+\.\d+\.\d+-eksbuild\.\d+$/,
  "an add-on version such as v1.13.2-eksbuild.21",
).meta({
  description: "Add-on version.",
  examples: ["v1.13.2-eksbuild.21"],
});

/** What an add-on may say besides its settings. */
const versioned = {
  version: addonVersion.exactOptional().meta({
    description:
      "Version of the add-on. Default: the one locked for the Kubernetes version (domain/cluster/addon-versions.ts); to be stated where none is.",
  }),
};

const bucketKey = text(/^[a-z][a-z0-9-]*$/, "a key of storage.buckets");
const domain = text(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "a domain such as shop.example.com");
const hostedZoneId = text(/^Z[A-Z0-9]{1,31}$/, "the id of a hosted zone such as Z0123456789ABCDEFGHIJ").meta({
  examples: ["Z0123456789ABCDEFGHIJ"],
});

const s3Driver = z.strictObject({
  ...versioned,
  buckets: checked(z.record(bucketKey, z.enum(["read-only", "read-write"])), function* (buckets) {
    if (Object.keys(buckets).length === 0) {
      yield { message: "No bucket: pods could mount nothing.", allowed: "one key of storage.buckets at least" };
    }
  }).meta({
    description:
      "What pods may mount: keys of storage.buckets. Every pod with a volume of the driver shares these rights.",
    examples: [{ data: "read-only" }],
  }),
});

const externalDns = z.strictObject({
  ...versioned,
  zones: checked(z.record(domain, hostedZoneId), function* (zones) {
    if (Object.keys(zones).length === 0) {
      yield { message: "No zone: there would be nothing to write records to.", allowed: "one hosted zone at least" };
    }
  }).meta({
    description:
      "Hosted zones by domain. No others can be changed; in these, only records that have this cluster's name in a TXT record beside them.",
    examples: [{ "shop.example.com": "Z0123456789ABCDEFGHIJ" }],
  }),
});

export const optionalAddonsSchema = z
  .strictObject({
    "aws-efs-csi-driver": z
      .strictObject(versioned)
      .exactOptional()
      .meta({
        description:
          "Mounts file systems (storage.fileSystems) in pods. https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html",
        examples: [{}],
      }),
    "aws-mountpoint-s3-csi-driver": s3Driver.exactOptional().meta({
      description:
        "Mounts buckets in pods: good for large files read from start to end, no general file system. https://docs.aws.amazon.com/eks/latest/userguide/s3-csi.html",
    }),
    "snapshot-controller": z
      .strictObject(versioned)
      .exactOptional()
      .meta({
        description:
          "Snapshots of EBS volumes by Kubernetes objects, with a default VolumeSnapshotClass; $0.05 per GB and month of changed blocks. https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html",
        examples: [{}],
      }),
    "cert-manager": z
      .strictObject(versioned)
      .exactOptional()
      .meta({
        description: "Certificates, made and renewed by Kubernetes objects. https://cert-manager.io/docs/",
        examples: [{}],
      }),
    "external-dns": externalDns.exactOptional().meta({
      description:
        "Route 53 records for Services and Ingresses, deleted with them. https://kubernetes-sigs.github.io/external-dns/",
    }),
    "kube-state-metrics": z
      .strictObject(versioned)
      .exactOptional()
      .meta({
        description: "The state of Kubernetes objects as metrics, for a Prometheus to scrape.",
        examples: [{}],
      }),
    "prometheus-node-exporter": z
      .strictObject(versioned)
      .exactOptional()
      .meta({
        description: "Metrics of every node's kernel and hardware, for a Prometheus to scrape.",
        examples: [{}],
      }),
    "amazon-cloudwatch-observability": z
      .strictObject(versioned)
      .exactOptional()
      .meta({
        description:
          "Container Insights: metrics and container logs to CloudWatch, kept for cluster.logRetentionDays; $0.50 per GB of logs, and metrics by the number of nodes and pods. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html",
        examples: [{}],
      }),
  })
  .default({})
  .meta({
    description:
      "EKS add-ons besides the seven that every cluster has; each is there when its key is, with rights of its own. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html",
    examples: [{ "aws-efs-csi-driver": {}, "snapshot-controller": {} }],
  });
