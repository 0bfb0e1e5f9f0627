import { noticesOf } from "../../../tools/report/notices";
import { readPreview } from "../../../tools/report/read/preview";
import { step, type StepFixture } from "./fixture";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const POLICY = "aws:iam/policy:Policy";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ROLE = "aws:iam/role:Role";

/** The notices of a change to one resource of an existing stack. */
function texts(type: string, old: object | undefined, now: object | undefined, ...more: StepFixture[]): string[] {
  const op = old === undefined ? "create" : now === undefined ? "delete" : "update";
  const changed: StepFixture = { op, name: "it", type, ...(old && { old }), ...(now && { now }) };
  const same: StepFixture = { op: "same", name: "same", old: {}, now: {} };
  const found = noticesOf(readPreview([same, changed, ...more].map(step)));
  return found.filter(({ kind }) => kind === "iam-widened").map(({ text }) => text);
}

function policy(...statements: readonly object[]): { readonly policy: string } {
  return { policy: JSON.stringify({ Statement: statements.map((each) => ({ Effect: "Allow", ...each })) }) };
}

const on = (Action: unknown, more: object = {}): object => ({ Action, Resource: "*", ...more });
const deny = (Action: unknown, more: object = {}): object => on(Action, { Effect: "Deny", ...more });

describe("a changed policy", () => {
  it.each<[string, object, object, RegExp]>([
    [
      "`NotAction` that excludes less",
      { Effect: "Allow", NotAction: ["iam:*", "s3:*"], Resource: "*" },
      { NotAction: ["iam:*"], Resource: "*" },
      /everything except `iam:\*`/,
    ],
    [
      "`NotResource` that excludes less",
      { Action: "s3:*", NotResource: ["a", "b"] },
      { Action: "s3:*", NotResource: ["a"] },
      /on everything except `a`/,
    ],
    ["a list of actions that becomes an exclusion", on("s3:Get*"), { NotAction: "s3:Put*", Resource: "*" }, /except/],
    ["a Deny of less", deny(["a:b", "a:c"]), deny("a:b"), /denies less of, `a:b`, `a:c`/],
    ["a Deny with a condition", deny("a:b"), deny("a:b", { Condition: { Bool: { x: "true" } } }), /denies less/],
  ])("is noticed for %s", (_, old, now, text) => {
    expect(texts(POLICY, policy(old), policy(now))).toEqual([expect.stringMatching(text)]);
  });

  it.each<[string, readonly object[], readonly object[]]>([
    ["a Deny of more", [deny("a:b")], [deny(["a:b", "a:c"])]],
    ["another Sid and order of keys", [deny("a:b")], [{ Sid: "X", Resource: "*", ...deny("a:b") }]],
    ["merged statements", [on("s3:Get"), on("s3:Put")], [on(["s3:Get", "s3:Put"])]],
    [
      "`NotAction` that excludes more",
      [{ NotAction: "a:*", Resource: "*" }],
      [{ NotAction: ["a:*", "b:*"], Resource: "*" }],
    ],
    ["an action outside of `NotAction`", [{ NotAction: "iam:*", Resource: "*" }], [on("s3:Get")]],
    [
      "other order of conditions",
      [on("a:b", { Condition: { Bool: { x: "true" }, StringEquals: { y: ["1", "2"] } } })],
      [on("a:b", { Condition: { StringEquals: { y: ["2", "1"] }, Bool: { x: ["true"] } } })],
    ],
  ])("is not noticed for %s", (_, old, now) => {
    expect(texts(POLICY, policy(...old), policy(...now))).toEqual([]);
  });

  it("is noticed if it is deleted with a Deny, unless its owner is deleted with it", () => {
    const old = { bucket: "b", ...policy(deny("*", { Principal: "*" })) };
    expect(texts(BUCKET_POLICY, old, undefined)).toEqual([expect.stringContaining("no longer denies")]);
    const bucket = { op: "delete", name: "bucket", type: "aws:s3/bucket:Bucket", old: { bucket: "b" } } as const;
    expect(texts(BUCKET_POLICY, old, undefined, bucket)).toEqual([]);
    const other = { op: "delete", name: "block", type: "aws:s3/bucketAcl:BucketAcl", old: { bucket: "b" } } as const;
    expect(texts(BUCKET_POLICY, old, undefined, other)).toHaveLength(1);
  });
});

describe("a new policy of an existing stack", () => {
  it.each(["*", "**", "*:*", "iam:*", "iam:P*", "iam:PassRole"])("is noticed for %s", (action) => {
    expect(texts(POLICY, undefined, policy(on(action)))).toEqual([`The policy now allows \`${action}\` on \`*\`.`]);
  });

  it.each<[string, object]>([
    ["an action", on("s3:GetObject")],
    ["one role to pass", { Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/a" }],
  ])("is not noticed for %s", (_, statement) => {
    expect(texts(POLICY, undefined, policy(statement))).toEqual([]);
  });

  it("is undecided if it is not known before the update", () => {
    expect(texts(POLICY, undefined, { policy: UNKNOWN })).toEqual([
      "It is undecided whether permissions become wider: `policy` is not known before the update.",
    ]);
  });

  it("is noticed for a role that another account may assume", () => {
    const trust = (AWS: string): object => ({
      assumeRolePolicy: policy({ Principal: { AWS }, Action: "sts:AssumeRole" }).policy,
    });
    const [text] = texts(ROLE, undefined, trust("arn:aws:iam::999999999999:root"));
    expect(text).toContain("by `arn:aws:iam::999999999999:root`");
    expect(texts(ROLE, undefined, trust("999999999999"))).toEqual([text]);
  });
});

describe("permissions outside of documents", () => {
  const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
  it.each<[string, object | undefined, object, string]>([
    [ROLE, {}, { managedPolicyArns: [admin] }, "The managed policy `AdministratorAccess` is attached to the role."],
    [ROLE, {}, { inlinePolicies: [policy(on("s3:Get"))] }, "The policy now allows `s3:Get` on `*`."],
    [ROLE, { permissionsBoundary: "b" }, {}, "The permissions boundary `b` is removed."],
    [
      "aws:iam/policyAttachment:PolicyAttachment",
      undefined,
      { policyArn: admin, roles: ["r"] },
      "The managed policy `AdministratorAccess` is attached to `r`.",
    ],
    [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { policyArn: admin, role: "a" },
      { policyArn: admin, role: "b" },
      "The managed policy `AdministratorAccess` is attached to `b`.",
    ],
    [
      "aws:eks/accessEntry:AccessEntry",
      undefined,
      { principalArn: "arn:aws:iam::1:role/a", kubernetesGroups: ["system:masters"] },
      "`a` joins the Kubernetes group `system:masters`.",
    ],
    [
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      { namespace: "n", serviceAccount: "s", roleArn: "a" },
      { namespace: "n", serviceAccount: "s", roleArn: "b" },
      "Pods of the service account `s` in `n` get the role `b`.",
    ],
    [
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
      undefined,
      { roleRef: { name: "cluster-admin" }, subjects: [{ kind: "User", name: "system:anonymous" }] },
      "The User `system:anonymous` gets the role `cluster-admin`.",
    ],
  ])("are noticed for %s", (type, old, now, text) => {
    expect(texts(type, old, now)).toEqual([text]);
  });
});
