import { type Edits, problemsWith, warningsWith } from "./fixtures";
import { identity, sample, transit } from "./many";

const publicTo = (...publicCidrs: string[]): Edits => ({ "cluster.endpoint": { public: true, publicCidrs } });

describe("limits that AWS never raises", () => {
  it.each<[string, Edits]>([["a public block of the documentation, in its account", publicTo("203.0.113.0/24")]])(
    "allow %s",
    (_, edits) => {
      expect(problemsWith(edits)).toEqual([]);
    },
  );

  it.each<[string, Edits, string[]]>([
    [
      "addresses of the documentation in an account of one's own",
      {
        ...publicTo("203.0.113.0/24"),
        "aws.accountId": "210987654321",
        "cluster.access.deployer.principalArn": "arn:aws:iam::210987654321:role/deployer",
      },
      ["cluster.endpoint.publicCidrs[0]: network/documentation-cidr"],
    ],
    [
      "a role of another account for pods",
      identity({ roleArn: "arn:aws:iam::222233334444:role/uploader" }),
      ["cluster.podIdentities.uploads.roleArn: EKS associates roles of the cluster's own account only."],
    ],
    [
      "a policy of another account for pods",
      identity({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::222233334444:policy/uploads"] }),
      ["cluster.podIdentities.uploads.policyArns[1]: A policy of another account cannot be attached to a role."],
    ],
    [
      "more pods of the sample at least than its namespace may have",
      sample({ minReplicas: 21, maxReplicas: 21 }),
      ["cluster.sampleWorkload.minReplicas: The quota of the namespace has room for 20 pods of the sample."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("what works badly", () => {
  it.each<[string, Edits, string[]]>([
    [
      "Services that a transit gateway leads away from",
      transit("172.16.0.0/12"),
      ["cluster.serviceCidr: network/service-cidr-behind-transit-gateway"],
    ],
    [
      "more pods of the sample at most than its namespace may have",
      sample({ maxReplicas: 21 }),
      ["cluster.sampleWorkload.maxReplicas: The quota of the namespace has room for 20 pods of the sample."],
    ],
  ])("is warned of: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it("is not what has been said right", () => {
    expect(warningsWith({ ...transit("172.16.0.0/12"), "cluster.serviceCidr": "10.100.0.0/16" })).toEqual([]);
  });
});
