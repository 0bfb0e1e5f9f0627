import { type Edits, problemsWith, verdictOn } from "./fixtures";

const AWS_RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const TAINTED = { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3 };

describe("single values", () => {
  it.each<[string, Edits]>([
    ["the longest name", { name: "a23456789012345b" }],
    ["AWS's other partitions' neighbours", { "aws.region": "me-central-1" }],
    ["tag values of any language", { "tags.owner": "Größe + Söhne", "tags.department": "開発" }],
    ["two additional tags", { "tags.additional": { DataClass: "internal", "team:cost-center": "a@b/c" } }],
    ["all eight zones", { "aws.region": "mx-central-1", "network.zones": ["h", "g", "f", "e", "d", "c", "b", "a"] }],
    [
      "the largest and the smallest subnets",
      { "network.subnets": { public: { a: "10.0.64.0/20", b: "10.0.80.0/28" } } },
    ],
    ["the widest service block", { "cluster.serviceCidr": "172.16.0.0/12" }],
    ["the narrowest service block", { "cluster.serviceCidr": "192.168.7.0/24" }],
    ["no control plane logs", { "cluster.logTypes": [] }],
    [
      "labels and taints with prefixes",
      {
        "cluster.nodeGroups.gpu": {
          ...TAINTED,
          labels: { "example.com/pool": "gpu", "node.kubernetes.io/lifecycle": "spot" },
          taints: [{ key: "example.com/gpu", effect: "NO_EXECUTE" }],
        },
      },
    ],
    [
      "a role with a path",
      {
        "cluster.access.deployer.principalArn":
          "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1a2b",
      },
    ],
    ["a namespace of one letter", { "cluster.namespaces": { a: { quota: { cpu: "1500m", memory: "2e9" } } } }],
    ["stated usage", { usage: { internetOutGb: 0, awsServiceGb: { "ecr.api": 5, "kinesis-streams": 10_000 } } }],
    ["a registry below another", { "storage.registries": { "team/api": {} } }],
    ["tags that may move", { "storage.registries": { api: { mutableTags: ["cache-*", "edge", "*-dev-*"] } } }],
  ])("may be %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits]>([
    ["name", { name: "Shop" }],
    ["name", { name: "s" }],
    ["name", { name: "a234567890123456b" }],
    ["name", { name: "shop-" }],
    ["aws.region", { "aws.region": "cn-north-1" }],
    ["aws.region", { "aws.region": "eu-west-1a" }],
    ["aws.accountId", { "aws.accountId": "1111-2222-3333" }],
    ["tags.owner", { "tags.owner": "a".repeat(257) }],
    ["tags.owner", { "tags.owner": "web " }],
    ["tags.owner", { "tags.owner": "a,b" }],
    ["tags.additional.AWS:x", { "tags.additional": { "AWS:x": "1" } }],
    ["tags.owner", { "tags.owner": "AWS:team" }],
    ["tags.owner", { "tags.owner": "本".repeat(86) }],
    ["tags.additional.eks:team", { "tags.additional": { "eks:team": "1" } }],
    ['tags.additional["karpenter.sh/nodeclaim"]', { "tags.additional": { "karpenter.sh/nodeclaim": "1" } }],
    ["tags.additional.CSIVolumeName", { "tags.additional": { CSIVolumeName: "1" } }],
    ['tags.additional["ebs.csi.aws.com/x"]', { "tags.additional": { "ebs.csi.aws.com/x": "1" } }],
    ["tags.additional.k=v", { "tags.additional": { "k=v": "1" } }],
    ["tags.additional.Backup", { "tags.additional": { Backup: "shop-dev" } }],
    ["tags.additional.costcenter", { "tags.additional": { costcenter: "1" } }],
    ["tags.additional.GitCommit", { "tags.additional": { GitCommit: "1" } }],
    ["tags.additional.Timestamp", { "tags.additional": { Timestamp: "1" } }],
    ["tags.additional.DeployedAt", { "tags.additional": { DeployedAt: "1" } }],
    ["network.cidr", { "network.cidr": "10.0.0.0/15" }],
    ["network.cidr", { "network.cidr": "10.0.0.0/29" }],
    ["network.cidr", { "network.cidr": "fd00::/16" }],
    ["network.zones[1]", { "network.zones": ["a", "i", "b"] }],
    ["network.podCidr", { "network.podCidr": "10.1.0.0/16" }],
    ["network.podCidr", { "network.podCidr": "100.64.0.0/24" }],
    ["network.interfaceEndpoints.services[0]", { "network.interfaceEndpoints": { services: ["s3"] } }],
    ["network.interfaceEndpoints.services[0]", { "network.interfaceEndpoints": { services: ["com.amazonaws:kms"] } }],
    ["network.natAllocationIds.a", { "network.natAllocationIds": { a: "203.0.113.9" } }],
    ["network.flowLogs.aggregationSeconds", { "network.flowLogs.aggregationSeconds": 300 }],
    ["network.flowLogs.fields", { "network.flowLogs.fields": [] }],
    ["network.readableBuckets[0]", { "network.readableBuckets": ["Bad_Bucket"] }],
    ["network.dnsFirewall.blockedDomains[0]", { "network.dnsFirewall.blockedDomains": ["a.*.example"] }],
    ["network.dnsFirewall.blockedDomains[0]", { "network.dnsFirewall.blockedDomains": ["a".repeat(256)] }],
    ["storage.keyDeletionWindowDays", { "storage.keyDeletionWindowDays": 6 }],
    ["storage.logRetentionDays", { "storage.logRetentionDays": 0 }],
    ["storage.buckets.a_b", { "storage.buckets": { a_b: { versioning: false } } }],
    ["usage.internetOutGb", { usage: { internetOutGb: -1 } }],
    ["usage.internetInGb", { usage: { internetInGb: 0.5 } }],
    ["usage.awsServiceGb.SQS", { usage: { awsServiceGb: { SQS: 1 } } }],
    ["storage.registries.api.mutableTags[0]", { "storage.registries": { api: { mutableTags: ["*"] } } }],
    ["storage.registries.api.mutableTags[0]", { "storage.registries": { api: { mutableTags: ["*-*-*-a"] } } }],
    ["storage.registries.api.mutableTags[0]", { "storage.registries": { api: { mutableTags: ["a/b"] } } }],
    ["cluster.version", { "cluster.version": "v1.36" }],
    ["cluster.serviceCidr", { "cluster.serviceCidr": "172.16.0.0/11" }],
    ["cluster.serviceCidr", { "cluster.serviceCidr": "172.20.0.0/25" }],
    ["cluster.endpoint.publicCidrs[0]", { "cluster.endpoint": { public: true, publicCidrs: ["2001:db8::/32"] } }],
    ["cluster.endpoint.publicCidrs[0]", { "cluster.endpoint": { public: true, publicCidrs: ["203.0.113.9/24"] } }],
    ["cluster.ipFamily", { "cluster.ipFamily": "dual" }],
    ["cluster.addons.coredns.version", { "cluster.addons": { coredns: { version: "latest" } } }],
    [
      "cluster.nodeGroups.main.instanceTypes[1]",
      { "cluster.nodeGroups.main.instanceTypes": ["m7g.large", "m7g.large"] },
    ],
    ["cluster.nodeGroups.main.labels", { "cluster.nodeGroups.main.labels": ["a"] }],
    ["cluster.nodeGroups.main.maxUnavailablePercentage", { "cluster.nodeGroups.main.maxUnavailablePercentage": 0 }],
    ["cluster.access.deployer.principalArn", { "cluster.access.deployer.principalArn": "arn:aws:iam::1:role/x" }],
    ["cluster.namespaces.default", { "cluster.namespaces": { default: {} } }],
    ["cluster.namespaces.kube-x", { "cluster.namespaces": { "kube-x": {} } }],
    [
      "cluster.namespaces.web.teams.system:masters",
      { "cluster.namespaces": { web: { teams: { "system:masters": "view" } } } },
    ],
    ["cluster.namespaces.web.teams.ops", { "cluster.namespaces": { web: { teams: { ops: "cluster-admin" } } } }],
    ["cluster.namespaces.web.serviceAccounts[0]", { "cluster.namespaces": { web: { serviceAccounts: ["default"] } } }],
    ["cluster.admission.registries[0]", { "cluster.admission": { registries: ["https://quay.io"] } }],
    ["cluster.admission.registries[0]", { "cluster.admission": { registries: ["public.ecr.aws/nginx/"] } }],
    ["cluster.namespaces.web.quota.memory", { "cluster.namespaces": { web: { quota: { memory: "8 Gi" } } } }],
  ])("%s may not be %j", (path, edits) => {
    expect(problemsWith(edits).map((problem) => problem.slice(0, problem.indexOf(": ")))).toEqual([path]);
  });

  it.each<[string, string, string | undefined]>([
    ["::/0", "The block is the whole internet.", undefined],
    ["0:0::/0", "The block is the whole internet.", undefined],
    ["2000::/3", "The block is wider than the network of any one company.", undefined],
    ["2001:db8:7::1", "The value is not an IPv6 block.", "2001:db8:7::1/128"],
    ["2001:db8::7::/48", "The value is not an IPv6 block.", undefined],
    ["2001:db8:7::/129", "The value is not an IPv6 block.", undefined],
    ["fd00:7::/48", "Connections from private addresses do not reach the public endpoint.", undefined],
    ["fe80::/64", "Connections from private addresses do not reach the public endpoint.", undefined],
    [
      "2001:db8:7::1/48",
      "The block does not start with its first address in the short form, as EKS returns it.",
      "2001:db8:7::/48",
    ],
    [
      "2001:0DB8:7::/48",
      "The block does not start with its first address in the short form, as EKS returns it.",
      "2001:db8:7::/48",
    ],
  ])("refuse the public IPv6 block %s", (block, message, meant) => {
    const endpoint = { public: true, publicCidrs: [block] };
    const { problems } = verdictOn({
      "cluster.ipFamily": "ipv6",
      "network.ipv6": true,
      "cluster.endpoint": endpoint,
    });
    expect(problems.map((problem) => problem.message)).toEqual([message]);
    const set = "npm run config -- set dev 'cluster.endpoint.publicCidrs[0]'";
    if (meant !== undefined) expect(problems[0]?.fix).toEqual([`${set} ${meant}`]);
  });

  it("accept retention days of logs that CloudWatch offers, and refuse the days before and after", () => {
    const days = AWS_RETENTION.flatMap((day) => [day - 1, day, day + 1]);
    const allowed = days.filter((day) => problemsWith({ "cluster.logRetentionDays": day }).length === 0);
    expect(allowed).toEqual(AWS_RETENTION);
  });

  it("have a fix in words for the ARN of a session, which does not contain the path of its role", () => {
    const edits = { "cluster.access.deployer.principalArn": "arn:aws:sts::111122223333:assumed-role/deployer/ci" };
    expect(verdictOn(edits).problems[0]?.fix).toEqual([
      "the ARN of a session does not tell the path of its role; `aws iam get-role --role-name ROLE --query Role.Arn` prints the role's own ARN",
    ]);
  });
});

describe("a key at an invalid place", () => {
  it.each<[string, Edits, string]>([
    ["of another part", { "backup.secondRegion": "eu-central-1" }, "aws.secondRegion"],
    [
      "of a map with a similar name",
      { "cluster.addons": { "aws-efs-csi-driver": {} } },
      "cluster.optionalAddons.aws-efs-csi-driver",
    ],
  ])("has an error that names its correct place: %s", (_, edits, home) => {
    const [problem] = verdictOn(edits).problems;
    expect(problem?.message).toBe(`Groundwork does not read this key here, but it reads \`${home}\`.`);
    expect(problem?.fix).toEqual([`npm run config -- mv dev ${problem?.path ?? ""} ${home}`]);
  });
});
