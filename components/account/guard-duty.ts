import * as guardduty from "@pulumi/aws/guardduty";
import type * as pulumi from "@pulumi/pulumi";
import { DETECTOR_FEATURES, type DetectorFeature } from "../../domain/account/services";

export interface GuardDutyArgs {
  readonly features: readonly DetectorFeature[];
  /** Whether GuardDuty installs its agent in the EKS clusters of the account, with an add-on and a VPC endpoint. */
  readonly manageEksAgent: boolean;
}

/**
 * Creates the detector of the Region. GuardDuty.1 of Security Hub. AWS turns on most features of a new detector, so each
 * feature has a resource, also those that are off.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export function createDetector(
  parent: pulumi.Resource,
  name: string,
  { features, manageEksAgent }: GuardDutyArgs,
): void {
  const detector = new guardduty.Detector(
    `${name}-detector`,
    { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
    { parent, deleteBeforeReplace: true },
  );
  for (const feature of DETECTOR_FEATURES) {
    const isEnabled = features.includes(feature);
    new guardduty.DetectorFeature(
      `${name}-detector-${feature}`,
      {
        detectorId: detector.id,
        name: feature,
        status: status(isEnabled),
        ...(feature === "RUNTIME_MONITORING"
          ? {
              additionalConfigurations: [
                { name: "EKS_ADDON_MANAGEMENT", status: status(isEnabled && manageEksAgent) },
                { name: "EC2_AGENT_MANAGEMENT", status: status(false) },
                { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: status(false) },
              ],
            }
          : {}),
      },
      { parent },
    );
  }
}

function status(isEnabled: boolean): "ENABLED" | "DISABLED" {
  return isEnabled ? "ENABLED" : "DISABLED";
}
