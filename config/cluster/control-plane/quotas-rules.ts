import { EKS_QUOTA } from "../../../domain/cluster/quotas";
import type { Path } from "../../source/path";
import { groupCount } from "../compute/node-groups-rules";
import type { Rule } from "../../check/rule";
import { quotaFinding } from "../../check/quota-finding";

const nodeGroupsFitTheQuotas: Rule = function* ({ cluster, network }) {
  if (cluster === undefined || network === undefined) return;
  const path: Path = ["cluster", "nodeGroups"];
  const groups = Object.entries(cluster.nodeGroups);
  yield* quotaFinding({
    code: "cluster/eks-quota",
    quota: EKS_QUOTA.nodeGroups,
    count: groups.reduce((sum, [, group]) => sum + groupCount(group, network.zones), 0),
    path,
    counted: "managed node groups, with `perZone` one per zone",
    because: groups.filter(([, { perZone }]) => perZone).map(([key]) => [...path, key, "perZone"]),
  });
  for (const [key, { maxSize }] of groups) {
    yield* quotaFinding({
      code: "cluster/eks-quota",
      quota: EKS_QUOTA.nodesPerGroup,
      count: maxSize,
      path: [...path, key, "maxSize"],
      counted: "nodes at `maxSize` of this group",
    });
  }
};

const fargateProfilesFitTheQuotas: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const path: Path = ["cluster", "fargateProfiles"];
  const profiles = Object.entries(cluster.fargateProfiles);
  yield* quotaFinding({
    code: "cluster/eks-quota",
    quota: EKS_QUOTA.fargateProfiles,
    count: profiles.length,
    path,
    counted: "Fargate profiles",
  });
  for (const [key, { selectors }] of profiles) {
    const at: Path = [...path, key, "selectors"];
    yield* quotaFinding({
      code: "cluster/eks-quota",
      quota: EKS_QUOTA.selectorsPerProfile,
      count: selectors.length,
      path: at,
      counted: "selectors of this profile",
    });
    for (const [index, { labels }] of selectors.entries()) {
      yield* quotaFinding({
        code: "cluster/eks-quota",
        quota: EKS_QUOTA.labelsPerSelector,
        count: Object.keys(labels).length,
        path: [...at, index, "labels"],
        counted: "labels of this selector",
      });
    }
  }
};

const accessEntriesFitTheQuota: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  yield* quotaFinding({
    code: "cluster/eks-quota",
    quota: EKS_QUOTA.accessEntries,
    count: Object.keys(cluster.access).length + Object.keys(cluster.accessRoles).length,
    path: ["cluster", "access"],
    counted: "access entries, including those of `accessRoles`",
    because: [["cluster", "accessRoles"]],
  });
};

const podIdentitiesFitTheQuota: Rule = function* ({ cluster }) {
  yield* quotaFinding({
    code: "cluster/eks-quota",
    quota: EKS_QUOTA.podIdentities,
    count: Object.keys(cluster?.podIdentities ?? {}).length,
    path: ["cluster", "podIdentities"],
    counted: "Pod Identity associations",
  });
};

export const clusterQuotasRules: readonly Rule[] = [
  nodeGroupsFitTheQuotas,
  fargateProfilesFitTheQuotas,
  accessEntriesFitTheQuota,
  podIdentitiesFitTheQuota,
];
