import { findArnFault, parseArn } from "../../../../domain/iam/arn";
import { findPrincipalFault } from "../../../../domain/iam/principals";
import { isPrincipal } from "../../../../sandbox/tables/eks-access-limits";

const ACCOUNT = "111122223333";
const SSO = "AWSReservedSSO_Admin_0123456789abcdef";
const SSO_PATH = "aws-reserved/sso.amazonaws.com";

describe("principals of access entries and trust policies", () => {
  it.each([
    `arn:aws:iam::${ACCOUNT}:role/deployer`,
    `arn:aws:iam::${ACCOUNT}:role/teams/web/deployer`,
    `arn:aws:iam::${ACCOUNT}:user/ann`,
    `arn:aws:iam::${ACCOUNT}:user/people/ann@example.com`,
    `arn:aws:iam::${ACCOUNT}:role/${SSO_PATH}/eu-west-2/${SSO}`,
    // The home Region us-east-1 is not part of the path.
    `arn:aws:iam::${ACCOUNT}:role/${SSO_PATH}/${SSO}`,
  ])("may be %s", (arn) => {
    expect(findPrincipalFault(arn)).toBeUndefined();
    expect(isPrincipal(arn)).toBe(true);
  });

  it.each([
    [`arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci`, "names a session of a role", "get-role"],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/${SSO}/ann`, "names a session of a role", SSO_PATH],
    [`arn:aws:sts::${ACCOUNT}:federated-user/ann`, "names a federated session", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:role/${SSO}`, "lacks the path of Identity Center's roles", SSO_PATH],
    [`arn:aws:iam::${ACCOUNT}:role/elsewhere/${SSO}`, "lacks the path of Identity Center's roles", SSO_PATH],
    [`arn:aws:iam::${ACCOUNT}:root`, "stands for the whole account", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:group/admins`, "neither a role nor a user", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:saml-provider/acme`, "neither a role nor a user", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`, "neither a role nor", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:instance-profile/nodes`, "neither a role nor a user", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:role/*`, "has a wildcard", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:role/`, "not that of a role or user", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:role//deployer`, "not that of a role or user", "list-roles"],
    [`arn:aws:iam::${ACCOUNT}:role/${"r".repeat(65)}`, "not that of a role or user", "list-roles"],
    [`arn:aws:iam::1:role/deployer`, "not that of a role or user", "list-roles"],
    [`arn:aws-cn:iam::${ACCOUNT}:role/deployer`, "another partition", "list-roles"],
    [`arn:aws-us-gov:sts::${ACCOUNT}:assumed-role/deployer/ci`, "another partition", "list-roles"],
    [`arn:aws:s3:::deployer`, "another service than iam", "list-roles"],
    ["ec2.amazonaws.com", "not an ARN", "list-roles"],
    [ACCOUNT, "not an ARN", "list-roles"],
    ["*", "not an ARN", "list-roles"],
  ])("cannot be %s", (arn, message, remedy) => {
    const fault = findPrincipalFault(arn);
    expect(fault?.message).toContain(message);
    expect(fault?.remedy).toContain(remedy);
  });

  it.each([`arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci`, `arn:aws:iam::${ACCOUNT}:role/${SSO}`, "*"])(
    "are refused by EKS in the sandbox too: %s",
    (arn) => {
      expect(isPrincipal(arn)).toBe(false);
    },
  );
});

describe("ARNs", () => {
  it("are parsed with any number of colons in the resource", () => {
    expect(parseArn("arn:aws:lambda:eu-west-1:111122223333:function:index")).toEqual({
      partition: "aws",
      service: "lambda",
      region: "eu-west-1",
      accountId: "111122223333",
      resource: "function:index",
    });
    expect(parseArn("arn:aws:lambda:eu-west-1")).toBeUndefined();
  });

  it.each([
    ["arn:aws:sns:eu-west-1:111122223333:alarms", undefined],
    ["arn:aws:sns:eu-west-1:111122223333:alarms-*", "wildcard"],
    ["arn:aws-cn:sns:cn-north-1:111122223333:alarms", "another partition"],
    ["arn:aws:sqs:eu-west-1:111122223333:alarms", "another service than sns"],
    ["alarms", "not an ARN"],
  ])("of topics: %s", (value, fault) => {
    const found = findArnFault(value, "sns");
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});
