import { z } from "zod";
import {
  ADDONS,
  CORE_ADDON_NAMES,
  OPTIONAL_ADDON_NAMES,
  OPTIONAL_ADDONS,
  type OptionalAddonName,
} from "../../../domain/cluster/addons/catalog";
import type { AddonDefinition } from "../../../domain/cluster/addons/definition";
import { policyArn } from "../../schema/arns";
import { checked, distinct, text } from "../../schema/fields";
import { domain, hostedZoneId } from "../hosted-zones/hosted-zones-schema";

/** Version of the software, and build of it by EKS. */
const addonVersion = text(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "an add-on version such as v1.13.2-eksbuild.21").meta({
  description: "Add-on version.",
  examples: ["v1.13.2-eksbuild.21"],
});

const configuration = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({
    description:
      "Configuration values of the add-on, as `aws eks describe-addon-configuration --region <region>` lists them, merged over those of the platform: maps by key, lists as a whole. They are shown in previews, so they must not contain secrets. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/add-ons-customizations.html",
    examples: [{}],
  });

const common = {
  version: addonVersion.exactOptional().meta({
    description:
      "Add-on version. Default: the version locked for the Kubernetes version (docs/reference/addons.md); required where none is locked.",
  }),
  configuration,
};

const bucketKey = text(/^[a-z][a-z0-9-]*$/, "a key of storage.buckets");

/** Settings of single add-ons beside version and configuration. */
const SETTINGS = {
  "aws-mountpoint-s3-csi-driver": {
    buckets: checked(z.record(bucketKey, z.enum(["read-only", "read-write"])), function* (buckets) {
      if (Object.keys(buckets).length === 0) {
        yield {
          message: "`buckets` is empty, so pods could mount nothing.",
          allowed: "at least one key of storage.buckets",
        };
      }
    }).meta({
      description:
        "Buckets that pods may mount: keys of storage.buckets. Every pod with a volume of the driver has these permissions.",
      examples: [{ data: "read-only" }],
    }),
  },
  "external-dns": {
    zones: z
      .record(domain, hostedZoneId)
      .default({})
      .meta({
        description:
          "Hosted zones by domain, besides those of cluster.hostedZones. external-dns can change no others, and in these only records whose TXT record names this cluster. Default: none.",
        examples: [{ "shop.example.com": "Z0123456789ABCDEFGHIJ" }],
      }),
    policy: z.enum(["upsert-only", "sync"]).default("upsert-only").meta({
      description:
        "upsert-only: external-dns creates and updates records, and deletes none. sync: it also deletes the records of a deleted Ingress or Service, so a mistake in the cluster can delete names that clients use; records that stay name a load balancer that no longer exists. Default: upsert-only. https://kubernetes-sigs.github.io/external-dns/latest/docs/faq/",
    }),
  },
} as const;

/** The EKS add-ons of every cluster. */
export const addonsSchema = z
  .partialRecord(z.enum(CORE_ADDON_NAMES), z.strictObject(common))
  .default({})
  .meta({
    description:
      "Version and configuration of the EKS add-ons that every cluster has, where they differ from the locked versions (docs/reference/addons.md) and the platform's configuration.",
    examples: [{ coredns: { version: "v1.13.2-eksbuild.21" } }],
  });

type Settings<Name> = Name extends keyof typeof SETTINGS ? (typeof SETTINGS)[Name] : unknown;

type OptionalAddonShape = {
  [Name in OptionalAddonName]: z.ZodExactOptional<z.ZodObject<typeof common & Settings<Name>, z.core.$strict>>;
};

function optionalAddon(name: OptionalAddonName): z.ZodType {
  const { description, documentation, price }: AddonDefinition = OPTIONAL_ADDONS[name];
  const settings = name in SETTINGS ? SETTINGS[name as keyof typeof SETTINGS] : undefined;
  const words = [description, ...(price === undefined ? [] : [`Costs ${price}.`]), documentation];
  return z
    .strictObject({ ...common, ...settings })
    .exactOptional()
    .meta({ description: words.join(" "), ...(settings === undefined ? { examples: [{}] } : {}) });
}

const optionalAddonShape = Object.fromEntries(
  OPTIONAL_ADDON_NAMES.map((name) => [name, optionalAddon(name)]),
) as unknown as OptionalAddonShape;

export const optionalAddonsSchema = z
  .strictObject(optionalAddonShape)
  .default({})
  .meta({
    description:
      "EKS add-ons besides those of every cluster: a key installs the add-on, with IAM permissions of its own. Removing the key deletes the add-on and its pods. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html",
    examples: [{ "aws-efs-csi-driver": {}, "snapshot-controller": {} }],
  });

const addonName = checked(
  text(/^[a-z0-9]+([-_][a-z0-9]+)*$/, "the name of an EKS add-on such as aws-fsx-csi-driver"),
  function* (name) {
    if (!Object.hasOwn(ADDONS, name)) return;
    const home = Object.hasOwn(OPTIONAL_ADDONS, name) ? "optionalAddons" : "addons";
    yield {
      message: `The platform configures this add-on itself: it belongs in \`cluster.${home}\`.`,
      allowed: `add-ons that are not keys of cluster.addons or cluster.optionalAddons`,
    };
  },
);

const serviceAccountName = text(
  /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/,
  "the name of a service account: lower-case letters, digits, hyphens and dots",
);

export const extraAddonsSchema = z
  .record(
    addonName,
    z.strictObject({
      version: addonVersion.meta({
        description:
          "Add-on version: one that `aws eks describe-addon-versions --addon-name <name> --region <region>` lists for cluster.version.",
      }),
      configuration,
      serviceAccounts: z
        .record(
          serviceAccountName,
          z.strictObject({
            policyArns: distinct(policyArn)
              .min(1)
              .meta({
                description: "ARNs of the IAM policies that its pods have through EKS Pod Identity.",
                examples: [["arn:aws:iam::aws:policy/AmazonFSxFullAccess"]],
              }),
          }),
        )
        .default({})
        .meta({
          description:
            "Service accounts of the add-on that call AWS APIs, by the names that its documentation gives. Default: none.",
          examples: [{ "fsx-csi-controller-sa": { policyArns: ["arn:aws:iam::aws:policy/AmazonFSxFullAccess"] } }],
        }),
    }),
  )
  .default({})
  .meta({
    description:
      "Any other EKS add-on, by the name that EKS gives it: of AWS, the community or AWS Marketplace. Nothing about it is tested with the platform; AWS Marketplace may charge for it. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html",
    examples: [{ "aws-fsx-csi-driver": { version: "v1.7.0-eksbuild.1" } }],
  });
