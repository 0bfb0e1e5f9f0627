import { keyPolicy } from "../../../components/encryption/key-policy";
import { allowAccessLogDelivery, bucketPolicy } from "../../../components/storage/bucket-policy";
import { allowInventoryDelivery, allowLogDelivery } from "../../../components/storage/log-delivery";
import { replicationPolicy, replicationTrustPolicy } from "../../../components/storage/replication-policies";
import { isAdministrator, isPublic, isServiceWide, statements } from "../../../policy/documents";

const ACCOUNT = "111122223333";
const TO = { bucketName: "b", accountId: ACCOUNT, region: "eu-west-1" };
const SOURCE = { bucketName: "b", region: "eu-west-1", keyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k` };
const REPLICA = { bucketName: "r", region: "eu-central-1", keyArn: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/k` };

/** Every policy document of the storage components. */
const DOCUMENTS: [string, string][] = [
  ["a bucket", bucketPolicy("b", undefined, [])],
  ["a bucket of an organization", bucketPolicy("b", "o-a1b2c3d4e5", [])],
  [
    "the log bucket",
    bucketPolicy("b", "o-a1b2c3d4e5", [
      allowAccessLogDelivery("b", "groundwork-", ACCOUNT),
      allowInventoryDelivery("b", "inventory", "groundwork-", ACCOUNT),
      ...allowLogDelivery(["vended", "alb", "cloudtrail"], TO),
    ]),
  ],
  ["the key", keyPolicy(ACCOUNT)],
  ["the role that replicates, its trust", replicationTrustPolicy(ACCOUNT, "b")],
  ["the role that replicates, its rights", replicationPolicy(SOURCE, REPLICA)],
];

describe.each(DOCUMENTS)("the policy of %s", (what, document) => {
  it("allows no action to all principals without a condition", () => {
    expect(statements(document).filter(isPublic)).toEqual([]);
  });

  it("allows a service only for an account", () => {
    const unconditional = statements(document).filter(
      ({ Effect, Principal, Condition, Resource }) =>
        Effect === "Allow" &&
        JSON.stringify(Principal ?? {}).includes("Service") &&
        // Load balancers are held to an account by the path that they may write.
        !JSON.stringify([Condition, Resource]).includes(ACCOUNT),
    );
    expect(unconditional).toEqual([]);
  });

  it("has unique statement IDs", () => {
    const sids = statements(document).flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
    expect(new Set(sids).size).toBe(sids.length);
  });

  it("allows all actions on all resources only in the key policy, to the account", () => {
    expect(statements(document).filter(isAdministrator)).toEqual([]);
    expect(what === "the key" ? [] : statements(document).filter(isServiceWide)).toEqual([]);
    const everyAction = statements(document).filter(
      ({ Effect, Action }) => Effect === "Allow" && String(Action).includes("*"),
    );
    expect(everyAction.map(({ Sid }) => Sid)).toEqual(what === "the key" ? ["AccountDecidesByIam"] : []);
  });
});
