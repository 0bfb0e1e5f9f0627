import type { Notice } from "../../../tools/report/model";
import { noticesOf } from "../../../tools/report/notices";
import { readPreview } from "../../../tools/report/read/preview";
import { reportStack } from "../../../tools/report/stack-report";
import { readRecorded } from "../../support/recorded-previews";
import { ended, step } from "./fixture";

function notices(type: string, old: object | undefined, now: object | undefined): readonly Notice[] {
  const op = old === undefined ? "create" : now === undefined ? "delete" : "update";
  const changed = step({ op, name: "it", type, ...(old && { old }), ...(now && { now }), diff: { policy: "update" } });
  return noticesOf(readPreview([step({ op: "same", name: "other", old: {}, now: {} }), changed]));
}

function policy(...statements: readonly object[]): { readonly policy: string } {
  return { policy: JSON.stringify({ Statement: statements.map((each) => ({ Effect: "Allow", ...each })) }) };
}

const READ = { Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };

test("a new stack is announced with the revision that does not have its file", () => {
  const facts = { stack: "new", file: "Pulumi.new.yaml", commands: [] };
  const preview = readPreview([step({ op: "create", name: "topic", now: {} }), ended()]);
  const allowed = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };
  expect(reportStack(facts, { preview, allowed, newSince: "abc1234" }).report).toMatchObject({
    outcome: "changed",
    notices: [
      {
        text: "The stack is new: Pulumi.new.yaml does not exist at abc1234, so the change creates all of its resources.",
      },
    ],
  });
  expect(reportStack(facts, { preview, allowed }).report.notices).toEqual([]);
});

describe("a change of permissions", () => {
  it.each([
    ["a wider action", policy(READ), policy({ ...READ, Action: ["s3:GetObject", "s3:*"] }), /allows `s3:\*`/],
    ["a wider resource", policy(READ), policy({ ...READ, Resource: "*" }), /on `\*`/],
    ["another statement", policy(READ), policy(READ, { Action: "sqs:SendMessage", Resource: "*" }), /sqs:SendMessage/],
    [
      "a dropped condition",
      policy({ ...READ, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      policy(READ),
      /s3:GetObject/,
    ],
    ["a dropped denial", policy(READ, { ...READ, Effect: "Deny" }), policy(READ), /no longer denies/],
  ])("is noticed for %s", (_, old, now, text) => {
    const found = notices("aws:iam/rolePolicy:RolePolicy", old, now);
    expect(found).toMatchObject([{ kind: "iam-widened", resource: "it", text: expect.stringMatching(text) as string }]);
  });

  it.each([
    ["a narrower action", policy({ ...READ, Action: "s3:*" }), policy(READ)],
    ["other order and spelling", policy({ ...READ, Action: ["s3:GetObject"] }), policy(READ)],
    ["a removed statement", policy(READ, { Action: "sqs:*", Resource: "*" }), policy(READ)],
  ])("is not noticed for %s", (_, old, now) => {
    expect(notices("aws:iam/rolePolicy:RolePolicy", old, now)).toEqual([]);
  });

  it("is noticed for another principal of a trust policy, an attached policy and an access policy of EKS", () => {
    const trust = (...accounts: readonly string[]): object => ({
      assumeRolePolicy: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { AWS: accounts }, Action: "sts:AssumeRole" }],
      }),
    });
    expect(notices("aws:iam/role:Role", trust("1"), trust("1", "2"))[0]?.text).toContain("by `2`");
    const attachment = { role: "reader", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
    expect(notices("aws:iam/rolePolicyAttachment:RolePolicyAttachment", undefined, attachment)[0]?.text).toBe(
      "The managed policy `AdministratorAccess` is attached to `reader`.",
    );
  });

  it("is not noticed for the permissions with which a new stack starts", () => {
    const created = step({
      op: "create",
      name: "it",
      type: "aws:iam/policy:Policy",
      now: policy({ ...READ, Action: "*" }),
    });
    expect(noticesOf(readPreview([created]))).toEqual([]);
  });
});

describe("something that the internet can reach", () => {
  const rule = (cidr: string): object => ({
    ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: [cidr] }],
  });

  it.each<[string, string, object | undefined, object | undefined, RegExp]>([
    ["an open port", "aws:ec2/securityGroup:SecurityGroup", rule("10.0.0.0/8"), rule("0.0.0.0/0"), /port 443/],
    [
      "an open IPv6 port",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      undefined,
      { cidrIpv6: "::/0", ipProtocol: "-1" },
      /all ports/,
    ],
    [
      "another source of the Kubernetes API",
      "aws:eks/cluster:Cluster",
      { vpcConfig: { endpointPublicAccess: false } },
      { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] } },
      /203\.0\.113\.0\/24/,
    ],
    [
      "public addresses",
      "aws:ec2/subnet:Subnet",
      { mapPublicIpOnLaunch: false },
      { mapPublicIpOnLaunch: true },
      /public IP address/,
    ],
    [
      "a loosened block",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      { blockPublicAcls: true },
      { blockPublicAcls: false },
      /blockPublicAcls/,
    ],
    [
      "a deleted block",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      { blockPublicAcls: true },
      undefined,
      /is deleted/,
    ],
    ["a public load balancer", "aws:lb/loadBalancer:LoadBalancer", undefined, { internal: false }, /from the internet/],
    [
      "an internet-facing Ingress",
      "kubernetes:networking.k8s.io/v1:Ingress",
      undefined,
      { metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internet-facing" } } },
      /from the internet/,
    ],
  ])("is noticed for %s", (_, type, old, now, text) => {
    const found = notices(type, old, now);
    expect(found).toMatchObject([{ kind: "public-exposure", text: expect.stringMatching(text) as string }]);
  });

  it("is noticed for a bucket policy for everybody, and not for one with a condition", () => {
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    const open = { ...READ, Principal: "*" };
    expect(notices(type, policy(), policy(open)).map(({ kind }) => kind)).toContain("public-exposure");
    const limited = { ...open, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };
    expect(notices(type, policy(), policy(limited)).map(({ kind }) => kind)).not.toContain("public-exposure");
  });

  it("is not noticed for the block of a bucket that is deleted with it", () => {
    const old = { bucket: "a", blockPublicAcls: true };
    const deleted = ["aws:s3/bucket:Bucket", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
    const events = deleted.map((type) => step({ op: "delete", name: "it", type, old }));
    expect(noticesOf(readPreview(events)).filter(({ kind }) => kind === "public-exposure")).toEqual([]);
  });

  it("is not noticed again if it was so before", () => {
    expect(notices("aws:ec2/securityGroup:SecurityGroup", rule("0.0.0.0/0"), rule("0.0.0.0/0"))).toEqual([]);
  });
});

it("notices every exposure and wider permission of a recorded preview", () => {
  const found = noticesOf(readPreview(readRecorded("exposure").preview));
  expect(found.map(({ kind, resource }) => `${kind} ${resource}`).sort()).toEqual([
    "iam-widened power",
    "iam-widened reader",
    "iam-widened reader",
    "public-exposure invoices",
    "public-exposure public-a",
    "public-exposure web",
  ]);
});

describe("the deletion of what AWS deletes only if it is empty", () => {
  it.each([
    [{}, "AWS refuses the deletion while it has objects: empty it before the update, or the update fails."],
    [
      { bucket: "invoices", forceDestroy: true },
      "The deletion destroys its objects, because the state has `forceDestroy: true`.",
    ],
  ])("says what happens to the objects of a bucket with %j", (inputs, text) => {
    expect(notices("aws:s3/bucket:Bucket", inputs, undefined)).toEqual([{ kind: "effect", resource: "it", text }]);
  });

  it("is not mentioned of a bucket that is protected or kept at AWS", () => {
    for (const option of [{ protect: true }, { retainOnDelete: true }]) {
      const deleted = step({ op: "delete", name: "it", type: "aws:s3/bucket:Bucket", old: {}, ...option });
      expect(noticesOf(readPreview([deleted]))).toEqual([]);
    }
  });
});

it("says of all resources together that an update turns their protection off", () => {
  const events = ["a", "b", "c", "d"].map((name) =>
    step({ op: "same", name, old: {}, now: {}, oldState: { protect: true }, newState: { protect: false } }),
  );
  expect(noticesOf(readPreview(events))).toEqual([
    {
      kind: "effect",
      resource: "",
      text: "The update turns off Pulumi's protection of 4 resources: `a`, `b`, `c` and 1 more. A later update or destroy can delete them.",
    },
  ]);
});
