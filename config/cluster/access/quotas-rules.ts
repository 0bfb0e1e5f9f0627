import {
  hostedZonesPolicyLength,
  mountedBucketsPolicyLength,
  s3EndpointPolicyLength,
  trustPolicyLength,
} from "../../../domain/iam/policy-lengths";
import { INLINE_POLICY_LENGTH, POLICIES_OF_A_ROLE, TRUST_POLICY_LENGTH } from "../../../domain/iam/quotas";
import { FIXED_METRIC_FILTERS, METRIC_FILTERS } from "../../../domain/monitoring/quotas";
import { VPC_QUOTA } from "../../../domain/network/quotas";
import type { Path } from "../../source/path";
import { quotaFinding } from "../../check/quota-finding";
import type { Rule } from "../../check/rule";

const trustPoliciesFitTheirRoles: Rule = function* ({ cluster }) {
  for (const [key, role] of Object.entries(cluster?.accessRoles ?? {})) {
    const path: Path = ["cluster", "accessRoles", key];
    yield* quotaFinding({
      path,
      count: trustPolicyLength(role),
      quota: TRUST_POLICY_LENGTH,
      remedy: "list fewer principals and subjects, or divide them between several roles",
    });
  }
};

const policiesFitThePodRole: Rule = function* ({ cluster }) {
  for (const [key, { policyArns }] of Object.entries(cluster?.podIdentities ?? {})) {
    yield* quotaFinding({
      path: ["cluster", "podIdentities", key, "policyArns"],
      count: policyArns.length,
      quota: POLICIES_OF_A_ROLE,
      remedy: "list fewer policies, each with more statements",
    });
  }
};

const mountedBucketsFitTheRole: Rule = function* ({ cluster, aws, name, environment }) {
  if (cluster === undefined || aws === undefined || name === undefined || environment === undefined) return;
  const buckets = cluster.optionalAddons["aws-mountpoint-s3-csi-driver"]?.buckets ?? {};
  const rights = Object.entries(buckets).map(([key, access]) => ({
    nameLength: [name, environment, key, aws.accountId, aws.region].join("-").length,
    isWritable: access === "read-write",
  }));
  yield* quotaFinding({
    path: ["cluster", "optionalAddons", "aws-mountpoint-s3-csi-driver", "buckets"],
    count: mountedBucketsPolicyLength(rights),
    quota: INLINE_POLICY_LENGTH,
    remedy: "list fewer buckets, or make some of them read-only",
  });
};

const hostedZonesFitTheRole: Rule = function* ({ cluster }) {
  yield* quotaFinding({
    path: ["cluster", "optionalAddons", "external-dns", "zones"],
    count: hostedZonesPolicyLength(Object.values(cluster?.optionalAddons["external-dns"]?.zones ?? {})),
    quota: INLINE_POLICY_LENGTH,
    remedy: "list fewer zones",
  });
};

/** Only with an organization the endpoint has a policy of the platform's. */
const readableBucketsFitTheEndpoint: Rule = function* ({ network, aws }) {
  if (network === undefined || aws?.organizationId === undefined) return;
  yield* quotaFinding({
    path: ["network", "readableBuckets"],
    count: s3EndpointPolicyLength(network.readableBuckets),
    quota: VPC_QUOTA.endpointPolicyCharacters,
    remedy: "list fewer buckets",
  });
};

const watchedAccessFitsTheLogGroup: Rule = function* ({ governance }) {
  const watched = governance?.alarms?.watchedAccess.length ?? 0;
  if (watched === 0) return;
  yield* quotaFinding({
    path: ["governance", "alarms", "watchedAccess"],
    count: watched + FIXED_METRIC_FILTERS,
    quota: METRIC_FILTERS,
    remedy: "watch fewer entries",
  });
};

export const accessQuotas: readonly Rule[] = [
  trustPoliciesFitTheirRoles,
  policiesFitThePodRole,
  mountedBucketsFitTheRole,
  hostedZonesFitTheRole,
  readableBucketsFitTheEndpoint,
  watchedAccessFitsTheLogGroup,
];
