import { z } from "zod";

import { amiArchitecture } from "../../domain/cluster/instance-types";
import type { RunCommand } from "../terminal/command";
import { askAws } from "../terminal/aws";

/** A node group of a stack file that pins the release of its AMI. */
export interface PinnedRelease {
  readonly group: string;
  readonly amiType: string;
  /** Kubernetes version of the nodes. */
  readonly version: string;
  readonly releaseVersion: string;
}

/** Node groups of a resolved `cluster` with `releaseVersion`. */
export function pinnedReleases({
  version,
  nodeVersion,
  nodeGroups,
}: {
  readonly version: string;
  readonly nodeVersion?: string | undefined;
  readonly nodeGroups: Readonly<
    Record<string, { readonly amiType: string; readonly releaseVersion?: string | undefined }>
  >;
}): readonly PinnedRelease[] {
  return Object.entries(nodeGroups).flatMap(([group, { amiType, releaseVersion }]) =>
    releaseVersion === undefined ? [] : [{ group, amiType, version: nodeVersion ?? version, releaseVersion }],
  );
}

/**
 * The public parameter with the newest release of an AMI type; undefined for types without one.
 * https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id-bottlerocket.html
 */
export function releaseParameter({ amiType, version }: Pick<PinnedRelease, "amiType" | "version">): string | undefined {
  const architecture = amiArchitecture(amiType);
  if (/^AL2023_(ARM_64|x86_64)_STANDARD$/.test(amiType))
    return `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/standard/recommended/release_version`;
  if (/^BOTTLEROCKET_(ARM_64|x86_64)$/.test(amiType))
    return `/aws/service/bottlerocket/aws-k8s-${version}/${architecture}/latest/image_version`;
  return undefined;
}

const parameter = z.object({ Parameter: z.object({ Value: z.string() }) });

/** The newest release; undefined if it is the pinned one, or if AWS publishes none for the AMI type. */
export async function newerRelease(
  pinned: PinnedRelease,
  region: string,
  run: RunCommand,
): Promise<string | undefined> {
  const name = releaseParameter(pinned);
  if (name === undefined) return undefined;
  const { Parameter } = await askAws(["ssm", "get-parameter", "--name", name, "--region", region], parameter, run);
  return Parameter.Value === pinned.releaseVersion ? undefined : Parameter.Value;
}
