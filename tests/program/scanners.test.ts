import { readFileSync } from "node:fs";
import path from "node:path";

import { supportVerdict } from "../../domain/cluster/kubernetes-versions";
import { programOf } from "../support/program";
import { PROJECT_DIR, STACKS, TODAY } from "../support/stack-files";
import type { Recording } from "../support/record";

interface ControlPlane {
  readonly version: string;
  readonly deletionProtection: boolean;
  readonly enabledClusterLogTypes: readonly string[];
  readonly encryptionConfig?: { readonly resources: readonly string[] };
  readonly upgradePolicy: { readonly supportType: "STANDARD" | "EXTENDED" };
  readonly vpcConfig: {
    readonly endpointPrivateAccess: boolean;
    readonly endpointPublicAccess: boolean;
    readonly publicAccessCidrs?: readonly string[];
  };
}

interface Subject extends ControlPlane {
  readonly nodeGroups: readonly Readonly<Record<string, unknown>>[];
  readonly cniConfiguration: string | undefined;
}

type Check = (subject: Subject) => boolean;

const isPrivate: Check = ({ vpcConfig }) => !vpcConfig.endpointPublicAccess;
const isClosedToTheWorld: Check = ({ vpcConfig: { endpointPublicAccess, publicAccessCidrs = [] } }) =>
  !endpointPublicAccess || (publicAccessCidrs.length > 0 && !publicAccessCidrs.includes("0.0.0.0/0"));
const hasItsOwnKey: Check = ({ encryptionConfig }) => encryptionConfig?.resources.includes("secrets") === true;
const keepsAllLogs: Check = ({ enabledClusterLogTypes }) => enabledClusterLogTypes.length === 5;
const isSupported: Check = ({ version, upgradePolicy }) =>
  supportVerdict(version, upgradePolicy.supportType, TODAY).status !== "error";

/**
 * Checks of scanners for clusters, by their IDs: Security Hub (EKS.*), Checkov (CKV_AWS_*), Trivy (AWS-*) and Prowler.
 * If a scanner's check is weaker than its title, the check here follows the title.
 */
const CHECKS: Readonly<Record<string, Check>> = {
  "EKS.1": isPrivate,
  "EKS.2": isSupported,
  "EKS.3": hasItsOwnKey,
  "EKS.8": ({ enabledClusterLogTypes }) => enabledClusterLogTypes.includes("audit"),
  CKV_AWS_37: keepsAllLogs,
  CKV_AWS_38: isClosedToTheWorld,
  CKV_AWS_39: isPrivate,
  CKV_AWS_58: hasItsOwnKey,
  CKV_AWS_100: ({ nodeGroups }) => nodeGroups.every((group) => group["remoteAccess"] === undefined),
  CKV_AWS_339: isSupported,
  "AWS-0038": keepsAllLogs,
  "AWS-0039": hasItsOwnKey,
  "AWS-0040": isPrivate,
  "AWS-0041": isClosedToTheWorld,
  eks_cluster_deletion_protection_enabled: ({ deletionProtection }) => deletionProtection,
  eks_cluster_kms_cmk_encryption_in_secrets_enabled: hasItsOwnKey,
  eks_cluster_network_policy_enabled: ({ cniConfiguration = "{}" }) =>
    (JSON.parse(cniConfiguration) as { enableNetworkPolicy?: string }).enableNetworkPolicy === "true",
  eks_cluster_not_publicly_accessible: isClosedToTheWorld,
  eks_cluster_private_nodes_enabled: ({ vpcConfig }) => vpcConfig.endpointPrivateAccess,
  eks_cluster_uses_a_supported_version: isSupported,
  eks_control_plane_logging_all_types_enabled: keepsAllLogs,
};

function subjectOf(program: Recording<unknown>): Subject {
  const { inputs } = program.one("aws:eks/addon:Addon", "cluster-vpc-cni");
  return {
    ...(program.one("aws:eks/cluster:Cluster").inputs as unknown as ControlPlane),
    nodeGroups: program.ofType("aws:eks/nodeGroup:NodeGroup").map((group) => group.inputs),
    cniConfiguration: inputs["configurationValues"] as string | undefined,
  };
}

/** The IDs in the page's bullet for a stack. */
function waivedOnThePage(stack: string): string[] {
  const page = readFileSync(path.join(PROJECT_DIR, "docs/cluster.md"), "utf8");
  const [, bullet = ""] = new RegExp(`^- \\*\\*${stack}\\*\\*: ((?:.|\\n(?=  ))*)`, "m").exec(page) ?? [];
  return [...bullet.matchAll(/`([^`]+)`/g)].map(([, id = ""]) => id).sort();
}

it.each(STACKS)("the findings of scanners on %s are those in docs/cluster.md", async (stack) => {
  const subject = subjectOf(await programOf(stack));
  const remarks = Object.keys(CHECKS).filter((id) => CHECKS[id]?.(subject) === false);
  expect(remarks.sort()).toEqual(waivedOnThePage(stack));
});

it("scanners have no findings on prod", () => {
  expect(waivedOnThePage("prod")).toEqual([]);
});
