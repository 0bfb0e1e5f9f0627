import { keyPolicy } from "../../../components/encryption/key-policy";
import { allowAccessLogDelivery, bucketPolicy } from "../../../components/storage/bucket-policy";
import { isAdministrator, isPublic, statements } from "../../../policy/documents";

const ACCOUNT = "111122223333";

/** Every policy document of the storage components. */
const DOCUMENTS: [string, string][] = [
  ["a bucket", bucketPolicy("b", [])],
  ["the log bucket", bucketPolicy("b", [allowAccessLogDelivery("b", "groundwork-", ACCOUNT)])],
  ["the key", keyPolicy(ACCOUNT)],
];

describe.each(DOCUMENTS)("the policy of %s", (what, document) => {
  it("allows nothing to everyone without a condition", () => {
    expect(statements(document).filter(isPublic)).toEqual([]);
  });

  it("allows no service anything without naming the account that asks", () => {
    const unconditional = statements(document).filter(
      ({ Effect, Principal, Condition }) =>
        Effect === "Allow" &&
        JSON.stringify(Principal).includes("Service") &&
        !JSON.stringify(Condition).includes(ACCOUNT),
    );
    expect(unconditional).toEqual([]);
  });

  it("allows everything on everything to no one, but for a key to its own account", () => {
    expect(statements(document).filter(isAdministrator)).toEqual([]);
    const everyAction = statements(document).filter(
      ({ Effect, Action }) => Effect === "Allow" && String(Action).includes("*"),
    );
    expect(everyAction.map(({ Sid }) => Sid)).toEqual(what === "the key" ? ["AccountDecidesByIam"] : []);
  });
});
