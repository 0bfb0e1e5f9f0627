import { LONGEST_ZONE_ID } from "../../../domain/cluster/hosted-zones";
import { wholeBucketName } from "../../../domain/names";
import {
  hostedZonesPolicyLength,
  mountedBucketsPolicyLength,
  trustPolicyLength,
} from "../../../domain/iam/policy-lengths";
import { INLINE_POLICY_LENGTH, POLICIES_OF_A_ROLE, TRUST_POLICY_LENGTH } from "../../../domain/iam/quotas";
import { FIXED_METRIC_FILTERS, METRIC_FILTERS } from "../../../domain/monitoring/quotas";
import type { Path } from "../../source/path";
import { quotaFinding } from "../../check/quota-finding";
import type { Rule } from "../../check/rule";

const trustPoliciesFitTheQuota: Rule = function* ({ cluster }) {
  for (const [key, role] of Object.entries(cluster?.accessRoles ?? {})) {
    const path: Path = ["cluster", "accessRoles", key];
    yield* quotaFinding({
      code: "cluster/trust-policy-quota",
      path,
      count: trustPolicyLength(role),
      quota: TRUST_POLICY_LENGTH,
      remedy: "divide principals and subjects between several roles",
    });
  }
};

const policiesFitTheRole: Rule = function* ({ cluster }) {
  for (const [key, { policyArns }] of Object.entries(cluster?.podIdentities ?? {})) {
    yield* quotaFinding({
      code: "cluster/role-policies-quota",
      path: ["cluster", "podIdentities", key, "policyArns"],
      count: policyArns.length,
      quota: POLICIES_OF_A_ROLE,
      remedy: "merge policies, so that the list is shorter",
    });
  }
};

const mountedBucketsFitTheRole: Rule = function* ({ cluster, aws, name, environment }) {
  if (cluster === undefined || aws === undefined || name === undefined || environment === undefined) return;
  const buckets = cluster.optionalAddons["aws-mountpoint-s3-csi-driver"]?.buckets ?? {};
  const permissions = Object.entries(buckets).map(([key, access]) => ({
    nameLength: wholeBucketName(`${name}-${environment}`, key, aws.accountId, aws.region).length,
    isWritable: access === "read-write",
  }));
  yield* quotaFinding({
    code: "cluster/inline-policy-quota",
    path: ["cluster", "optionalAddons", "aws-mountpoint-s3-csi-driver", "buckets"],
    count: mountedBucketsPolicyLength(permissions),
    quota: INLINE_POLICY_LENGTH,
    remedy: "remove buckets, or make some of them read-only",
  });
};

const hostedZonesFitTheRole: Rule = function* ({ cluster }) {
  const settings = cluster?.optionalAddons["external-dns"];
  if (cluster === undefined || settings === undefined) return;
  const ids = Object.values(cluster.hostedZones).map(({ zoneId }) => zoneId ?? "Z".repeat(LONGEST_ZONE_ID));
  yield* quotaFinding({
    code: "cluster/inline-policy-quota",
    path: ["cluster", "optionalAddons", "external-dns", "zones"],
    count: hostedZonesPolicyLength([...ids, ...Object.values(settings.zones)]),
    quota: INLINE_POLICY_LENGTH,
    remedy: "remove zones",
  });
};

const metricFiltersFitTheLogGroup: Rule = function* ({ monitoring }) {
  const watched = monitoring?.alarms?.auditedAccess.length ?? 0;
  if (watched === 0) return;
  yield* quotaFinding({
    code: "cluster/metric-filter-quota",
    path: ["monitoring", "alarms", "auditedAccess"],
    count: watched + FIXED_METRIC_FILTERS,
    quota: METRIC_FILTERS,
    remedy: "remove entries",
  });
};

export const accessQuotas: readonly Rule[] = [
  trustPoliciesFitTheQuota,
  policiesFitTheRole,
  mountedBucketsFitTheRole,
  hostedZonesFitTheRole,
  metricFiltersFitTheLogGroup,
];
