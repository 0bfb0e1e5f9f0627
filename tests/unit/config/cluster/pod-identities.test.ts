import { type Edits, problemsWith, warningsWith } from "../fixtures";

const ROLE = "arn:aws:iam::111122223333:role/uploader";
const POLICY = "arn:aws:iam::111122223333:policy/uploads";
const PODS = { namespace: "web", serviceAccount: "uploader" };
const AT = "cluster.podIdentities.uploads";
const identity = (settings: object): Edits => ({ [AT]: { ...PODS, ...settings } });

describe("pod identities", () => {
  it.each<[string, Edits]>([
    [
      "policies of the account and of AWS",
      identity({ policyArns: [POLICY, "arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
    ],
    ["an existing role", identity({ roleArn: ROLE })],
    [
      "a target role of another account",
      identity({ roleArn: ROLE, targetRoleArn: "arn:aws:iam::222233334444:role/reports" }),
    ],
  ])("can have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["neither a role nor policies", identity({}), [`${AT}: cluster/pod-identity-without-role`]],
    [
      "both a role and policies",
      identity({ roleArn: ROLE, policyArns: [POLICY] }),
      [`${AT}.policyArns: cluster/pod-identity-role-and-policies`],
    ],
    [
      "the service account of another entry",
      { "cluster.podIdentities": { one: { ...PODS, roleArn: ROLE }, two: { ...PODS, policyArns: [POLICY] } } },
      ["cluster.podIdentities.two.serviceAccount: cluster/duplicate-pod-identity"],
    ],
    [
      "a role of another account",
      identity({ roleArn: "arn:aws:iam::222233334444:role/uploader" }),
      [`${AT}.roleArn: cluster/pod-identity-role-of-other-account`],
    ],
    [
      "a policy of another account",
      identity({ policyArns: [POLICY, "arn:aws:iam::222233334444:policy/uploads"] }),
      [`${AT}.policyArns[1]: cluster/policy-of-other-account`],
    ],
  ])("are refused with %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("have no effect in a namespace whose pods all run on Fargate, which is a warning", () => {
    const onFargate = (selector: object): Edits => ({
      ...identity({ policyArns: [POLICY] }),
      "cluster.fargateProfiles.jobs": { selectors: [selector] },
    });
    expect(warningsWith(onFargate({ namespace: "we?" }))).toEqual([`${AT}.namespace: cluster/pod-identity-on-fargate`]);
    expect(warningsWith(onFargate({ namespace: "we?", labels: { on: "fargate" } }))).toEqual([]);
  });
});
