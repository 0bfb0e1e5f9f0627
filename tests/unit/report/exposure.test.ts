import { readFileSync } from "node:fs";
import path from "node:path";

import { RESOURCE_DOCUMENTS } from "../../../tools/report/notices/documents";
import { exposures } from "../../../tools/report/notices/exposure";
import { isWide } from "../../../tools/report/notices/sources";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const CLUSTER = "aws:eks/cluster:Cluster";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const SSH = { fromPort: 22, toPort: 22, ipProtocol: "tcp" };

it.each(["0.0.0.0/0", "0.0.0.0/1", "1.2.3.4/0", "8.0.0.0/8", "::/0", "0::/0", "0:0:0:0:0:0:0:0/0", "2000::/3"])(
  "a wide source is %s",
  (cidr) => {
    expect(isWide(cidr)).toBe(true);
  },
);

it.each(["10.0.0.0/8", "127.0.0.0/8", "203.0.113.0/24", "2001:db8::/32", "fd00::/8", "text", undefined])(
  "a wide source is not %s",
  (cidr) => {
    expect(isWide(cidr)).toBe(false);
  },
);

const cluster = (more: object): Record<string, unknown> => ({ vpcConfig: { endpointPublicAccess: true, ...more } });
const limited = cluster({ publicAccessCidrs: ["203.0.113.0/24"] });

it.each<[string, Record<string, unknown> | undefined, Record<string, unknown> | undefined, RegExp]>([
  [INGRESS, undefined, { ...SSH, cidrIpv6: "0::/0" }, /^`0::\/0` can connect to port 22/],
  [INGRESS, undefined, { ...SSH, prefixListId: "pl-1" }, /undecided who can connect to port 22.*`pl-1`/],
  [INGRESS, undefined, { ...SSH, cidrIpv4: UNKNOWN }, /undecided who can connect to port 22: the sources/],
  ["aws:ec2/securityGroup:SecurityGroup", {}, { ingress: UNKNOWN }, /undecided/],
  ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {}, { ingress: [{ ...SSH, cidrBlocks: ["0.0.0.0/0"] }] }, /22/],
  [CLUSTER, limited, cluster({}), /`0\.0\.0\.0\/0`/],
  [CLUSTER, limited, cluster({ publicAccessCidrs: [] }), /`0\.0\.0\.0\/0`/],
  [CLUSTER, limited, cluster({ publicAccessCidrs: UNKNOWN }), /undecided/],
  [BLOCK, undefined, { bucket: "b", blockPublicAcls: false }, /blocks nothing/],
  [BLOCK, { bucket: "a", blockPublicAcls: true }, { bucket: "b", blockPublicAcls: true }, /moves from `a` to `b`/],
  ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state: "block-all-sharing" }, undefined, /deleted/],
  ["aws:s3/bucketAcl:BucketAcl", undefined, { acl: "public-read" }, /ACL/],
  ["aws:elb/loadBalancer:LoadBalancer", undefined, {}, /from the internet/],
  ["aws:rds/clusterInstance:ClusterInstance", {}, { publiclyAccessible: true }, /public IP address/],
  ["aws:rds/instance:Instance", { publiclyAccessible: false }, { publiclyAccessible: UNKNOWN }, /undecided/],
  [
    "aws:ec2/launchTemplate:LaunchTemplate",
    {},
    { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
    /public IP addresses/,
  ],
  ["aws:lambda/permission:Permission", undefined, { principal: "*" }, /Everybody/],
])("an exposure is noticed: %s %j %j", (type, before, after, text) => {
  expect(exposures({ type, before, after })).toEqual([expect.stringMatching(text)]);
});

it("an exposure is not noticed for a function that everybody of an organization may call", () => {
  const after = { principal: "*", principalOrgId: "o-1" };
  expect(exposures({ type: "aws:lambda/permission:Permission", before: undefined, after })).toEqual([]);
});

describe("the policy of a resource", () => {
  const open = { Effect: "Allow", Principal: { AWS: "*" }, Action: "a:b", Resource: "*" };
  const found = (name: string, statement: object): readonly string[] => {
    const after = { [RESOURCE_DOCUMENTS[name] ?? ""]: JSON.stringify({ Statement: [statement] }) };
    return exposures({ type: `aws:${name}:Any`, before: undefined, after });
  };

  it.each(Object.entries(RESOURCE_DOCUMENTS))("is read from %s.%s, which the provider has", (name, property) => {
    const modules = path.dirname(require.resolve("@pulumi/aws/package.json"));
    expect(readFileSync(path.join(modules, `${name}.d.ts`), "utf8")).toContain(`readonly ${property}:`);
    expect(found(name, open)).toContain("The policy allows everybody `a:b`.");
  });

  it.each<[string, object, number]>([
    ["SecureTransport", { Bool: { "aws:SecureTransport": "true" } }, 1],
    ["every address", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, 1],
    ["all organizations but one", { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } }, 1],
    ["one organization", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }, 0],
    ["one network", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } }, 0],
  ])("for everybody with a condition for %s", (_, Condition, count) => {
    expect(found("s3/bucketPolicy", { ...open, Condition })).toHaveLength(count);
  });

  it("admits everybody by an Allow with `NotPrincipal`", () => {
    const statement = { Effect: "Allow", Action: "a:b", Resource: "*" };
    expect(found("s3/bucketPolicy", { ...statement, NotPrincipal: { AWS: "arn:a" } })).toEqual([
      "The policy allows everybody except `arn:a` `a:b`.",
    ]);
  });
});
