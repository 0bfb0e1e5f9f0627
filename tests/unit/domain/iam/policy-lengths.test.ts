import * as fc from "fast-check";

import { accessRoleTrustPolicy } from "../../../../components/cluster/access/access-role-policies";
import { hostedZonesPolicy, mountedBucketsPolicy } from "../../../../domain/cluster/addons/policies";
import { gatewayPolicy } from "../../../../components/network/endpoint-policy";
import {
  hostedZonesPolicyLength,
  mountedBucketsPolicyLength,
  s3EndpointPolicyLength,
  trustPolicyLength,
} from "../../../../domain/iam/policy-lengths";

const accountId = "111122223333";
const region = fc.constantFrom("eu-west-1", "us-east-1", "ap-southeast-2", "ap-northeast-1");
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);

/** The estimate is never short, and never so long that it refuses what AWS would take by more than some characters. */
function expectTightBound(estimate: number, document: string, slack: number): void {
  expect(estimate).toBeGreaterThanOrEqual(document.length);
  expect(estimate - document.length).toBeLessThanOrEqual(slack);
}

describe("policy lengths", () => {
  it("bound the trust policy of an access role", () => {
    const role = fc.record({
      trustedPrincipals: fc.array(
        word.map((name) => `arn:aws:iam::${accountId}:role/${name}`),
        { maxLength: 30 },
      ),
      requireMfa: fc.boolean(),
      githubSubjects: fc.array(
        word.map((name) => `repo:acme/${name}:environment:prod`),
        { maxLength: 30 },
      ),
    });
    fc.assert(
      fc.property(role, (trust) => {
        const { trustedPrincipals, githubSubjects } = trust;
        fc.pre(trustedPrincipals.length + githubSubjects.length > 0);
        expectTightBound(trustPolicyLength(trust), accessRoleTrustPolicy(accountId, trust), 10);
      }),
    );
  });

  it("bound the policy for mounted buckets", () => {
    const buckets = fc.dictionary(word, fc.constantFrom("read-only" as const, "read-write" as const), {
      minKeys: 1,
      maxKeys: 20,
    });
    fc.assert(
      fc.property(buckets, region, (access, place) => {
        const estimate = mountedBucketsPolicyLength(
          Object.entries(access).map(([key, rights]) => ({
            nameLength: `shop-staging-${key}-${accountId}-${place}`.length,
            isWritable: rights === "read-write",
          })),
        );
        const policy = mountedBucketsPolicy({ clusterName: "shop-staging", accountId, region: place }, access);
        expectTightBound(estimate, policy, 60);
      }),
    );
  });

  it("bound the policy for hosted zones", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^Z[A-Z0-9]{1,31}$/), { minLength: 1, maxLength: 200 }), (zoneIds) => {
        expectTightBound(hostedZonesPolicyLength(zoneIds), hostedZonesPolicy(zoneIds), 20);
      }),
    );
  });

  it("bound the policy of the S3 endpoint", () => {
    const organization = fc.stringMatching(/^o-[a-z0-9]{10,32}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 150 }),
        region,
        organization,
        (readableBuckets, place, id) => {
          const policy = gatewayPolicy("s3", { region: place, accountId, organizationId: id, readableBuckets });
          expectTightBound(s3EndpointPolicyLength(readableBuckets), policy, 200);
        },
      ),
    );
  });
});
