import { requireValue } from "../arguments";
import { everyHas } from "../companions";
import { onlyIn } from "../environments";
import { UNKNOWN, at, differs, elements } from "../props";
import type { Rule } from "../rule";

const REPOSITORY = "aws:ecr/repository:Repository";

export const registryRules: readonly Rule[] = [
  {
    name: "ecr-scan-on-push",
    description: "Images are scanned when they are pushed",
    controls: ["ECR.1"],
    level: "mandatory",
    types: [REPOSITORY],
    violations: requireValue("imageScanningConfiguration.scanOnPush", true, "Images are not scanned"),
  },
  {
    name: "ecr-immutable-tags",
    description: "Image tags are immutable",
    controls: ["ECR.2"],
    level: "mandatory",
    fix: "Remove `storage.registries.<name>.mutableTags` from the stack file",
    types: [REPOSITORY],
    accepts: ({ type, props }) => type === REPOSITORY && props["imageTagMutability"] === "IMMUTABLE_WITH_EXCLUSION",
    violations: ({ imageTagMutability }) =>
      imageTagMutability === UNKNOWN || String(imageTagMutability).startsWith("IMMUTABLE")
        ? []
        : ["Image tags can be overwritten; set imageTagMutability to IMMUTABLE"],
  },
  onlyIn(["prod"], {
    name: "ecr-kms-key",
    description: "Repositories of prod are encrypted with KMS",
    controls: [],
    level: "advisory",
    types: [REPOSITORY],
    violations: ({ encryptionConfigurations }) =>
      encryptionConfigurations === UNKNOWN ||
      elements(encryptionConfigurations).some((configuration) => !differs(at(configuration, "encryptionType"), "KMS"))
        ? []
        : ["Images are encrypted with a key of S3; set `storage.encryption` to customer-managed in the stack file"],
  }),
  {
    name: "ecr-lifecycle",
    description: "Repositories delete old images",
    controls: ["ECR.3"],
    level: "mandatory",
    stackViolations: everyHas(
      REPOSITORY,
      { type: "aws:ecr/lifecyclePolicy:LifecyclePolicy", pointer: "repository", key: "name" },
      "Images never expire; add an ecr.LifecyclePolicy",
    ),
  },
];
