import {
  readAddresses,
  readImages,
  readInstances,
  readNetworkInterfaces,
  readSnapshots,
  readVolumes,
} from "../../../../tools/waste/compute";
import { readLoadBalancers } from "../../../../tools/waste/load-balancers";
import { dailyAverages } from "../../../../tools/waste/metrics";
import { readSecrets } from "../../../../tools/waste/secrets";
import { fakeAws, metricData, queriesOf, tagList, valueOf } from "./fake-aws";

const TIME = "2026-08-20T10:00:00+00:00";
const CREATED = new Date(TIME);
const TAGS = { Project: "shop", Name: "web" };

function instance(id: string, more: object = {}): object {
  const common = { InstanceType: "m7g.large", LaunchTime: TIME, State: { Name: "running" } };
  return { InstanceId: id, ImageId: "ami-1", ...common, Tags: tagList(TAGS), ...more };
}

describe("instances", () => {
  it("are the running ones, with the average CPU usage of each of the last 7 whole days, oldest first", async () => {
    const { scope, calls } = fakeAws({
      "ec2 describe-instances": {
        Reservations: [
          { Instances: [instance("i-1")] },
          { Instances: [instance("i-2", { InstanceLifecycle: "spot", Tags: undefined })] },
        ],
      },
      "cloudwatch get-metric-data": metricData({ "CPUUtilization i-1": [1, 2, 3] }),
    });
    expect(await readInstances(scope)).toEqual([
      {
        ...{ type: "instance", id: "i-1", tags: TAGS, created: CREATED, instanceType: "m7g.large", isSpot: false },
        dailyCpu: [1, 2, 3],
      },
      expect.objectContaining({ id: "i-2", tags: {}, isSpot: true, dailyCpu: [] }),
    ]);
    expect(calls[0]).toBe(
      "ec2 describe-instances --filters Name=instance-state-name,Values=running --region eu-west-1 --output json",
    );
    expect(calls[1]).toContain("--start-time 2026-11-21T00:00:00Z --end-time 2026-11-28T00:00:00Z");
    expect(queriesOf((calls[1] ?? "").split(" "))[0]?.MetricStat).toEqual({
      Metric: {
        Namespace: "AWS/EC2",
        MetricName: "CPUUtilization",
        Dimensions: [{ Name: "InstanceId", Value: "i-1" }],
      },
      Period: 86_400,
      Stat: "Average",
    });
  });
});

describe("prices", () => {
  it("are not stated for licenses, hosts of one's own, more IOPS and addresses of other pools", async () => {
    const volume = { VolumeType: "gp3", Size: 8, CreateTime: TIME, State: "available" };
    const { scope } = fakeAws({
      "ec2 describe-instances": {
        Reservations: [
          {
            Instances: [
              instance("i-1", { PlatformDetails: "Linux/UNIX", Placement: { Tenancy: "default" } }),
              instance("i-2", { PlatformDetails: "Windows", Placement: { Tenancy: "host" } }),
            ],
          },
        ],
      },
      "cloudwatch get-metric-data": metricData({}),
      "ec2 describe-volumes": {
        Volumes: [
          { ...volume, VolumeId: "vol-1", Iops: 3000, Throughput: 125 },
          { ...volume, VolumeId: "vol-2", Iops: 3000, Throughput: 250 },
        ],
      },
      "ec2 describe-addresses": {
        Addresses: [
          { AllocationId: "eipalloc-1", PublicIpv4Pool: "amazon" },
          { AllocationId: "eipalloc-2", PublicIpv4Pool: "ipv4pool-ec2-012345" },
        ],
      },
    });
    const instances = await readInstances(scope);
    expect(instances.map(({ licensed, tenancy }) => [licensed, tenancy])).toEqual([
      [undefined, undefined],
      ["Windows", "host"],
    ]);
    expect((await readVolumes(scope)).map(({ isProvisioned }) => isProvisioned)).toEqual([false, true]);
    expect((await readAddresses(scope)).map(({ isOwn }) => isOwn)).toEqual([false, true]);
  });
});

describe("daily averages", () => {
  it("are requested in arguments that Linux accepts, and keep the order of the metrics", async () => {
    const { scope, calls } = fakeAws({
      "cloudwatch get-metric-data": metricData({ "CPUUtilization i-0": [7], "CPUUtilization i-500": [9] }),
    });
    const metrics = Array.from({ length: 501 }, (_, index) => ({
      ...{ namespace: "AWS/EC2", name: "CPUUtilization" },
      dimensions: { InstanceId: `i-${index}` },
    }));
    const buckets = metrics.map((metric, index) => ({
      ...metric,
      dimensions: { BucketName: `${"b".repeat(60)}${index}`, StorageType: "AllStorageTypes" },
    }));
    const { scope: ofBuckets, calls: callsOfBuckets } = fakeAws({ "cloudwatch get-metric-data": metricData({}) });
    await dailyAverages(buckets, 31, ofBuckets);
    expect(callsOfBuckets.every((call) => call.length < 128 * 1024)).toBe(true);
    const averages = await dailyAverages(metrics, 7, scope);
    expect(calls).toHaveLength(2);
    expect([averages.length, averages[0], averages[1], averages[500]]).toEqual([501, [7], [], [9]]);
  });

  it("are not requested without metrics", async () => {
    const { scope, calls } = fakeAws({});
    expect([await dailyAverages([], 7, scope), calls]).toEqual([[], []]);
  });
});

describe("volumes and addresses", () => {
  it("are read with what says whether they are attached", async () => {
    const volume = { VolumeType: "gp3", Size: 8, CreateTime: TIME };
    const { scope } = fakeAws({
      "ec2 describe-volumes": {
        Volumes: [
          { ...volume, VolumeId: "vol-1", State: "available", Tags: tagList(TAGS) },
          { ...volume, VolumeId: "vol-2", State: "in-use" },
        ],
      },
      "ec2 describe-addresses": {
        Addresses: [
          { AllocationId: "eipalloc-1", PublicIp: "192.0.2.1" },
          { AllocationId: "eipalloc-2", PublicIp: "192.0.2.2", AssociationId: "eipassoc-1" },
        ],
      },
    });
    expect((await readVolumes(scope)).map(({ id, isAttached }) => [id, isAttached])).toEqual([
      ["vol-1", false],
      ["vol-2", true],
    ]);
    expect((await readVolumes(scope))[0]).toMatchObject({
      sizeGiB: 8,
      volumeType: "gp3",
      tags: TAGS,
      created: CREATED,
    });
    expect((await readAddresses(scope)).map(({ ip, isAttached }) => [ip, isAttached])).toEqual([
      ["192.0.2.1", false],
      ["192.0.2.2", true],
    ]);
  });
});

describe("network interfaces", () => {
  it("are those that nothing uses and no service of AWS manages", async () => {
    const { scope, calls } = fakeAws({
      "ec2 describe-network-interfaces": {
        NetworkInterfaces: [{ NetworkInterfaceId: "eni-1", Description: "aws-K8S", TagSet: tagList(TAGS) }],
      },
    });
    expect(await readNetworkInterfaces(scope)).toEqual([
      { type: "network interface", id: "eni-1", tags: TAGS, description: "aws-K8S" },
    ]);
    expect(calls[0]).toContain("Name=status,Values=available Name=requester-managed,Values=false");
  });
});

describe("images and snapshots", () => {
  const ebs = (SnapshotId: string): object => ({ Ebs: { SnapshotId, VolumeSize: 20 } });
  const image = (id: string): object => ({ ImageId: id, Name: id, CreationDate: TIME });
  const answers = {
    "ec2 describe-images": {
      Images: [
        { ...image("ami-1"), BlockDeviceMappings: [ebs("snap-1"), { VirtualName: "ephemeral0" }] },
        image("ami-2"),
        { ...image("ami-3"), LastLaunchedTime: TIME },
      ],
    },
    "ec2 describe-instances": { Reservations: [{ Instances: [instance("i-1", { State: { Name: "stopped" } })] }] },
    "ec2 describe-launch-template-versions": {
      LaunchTemplateVersions: [{ LaunchTemplateData: { ImageId: "ami-2" } }, { LaunchTemplateData: {} }],
    },
    "ec2 describe-snapshots": {
      Snapshots: ["snap-1", "snap-2"].map((SnapshotId) => ({ SnapshotId, StartTime: TIME, VolumeSize: 20 })),
    },
  };

  it("are those of the account, with what uses them: instances, launch templates and images", async () => {
    const { scope, calls } = fakeAws(answers);
    const images = await readImages(scope);
    expect(images.map(({ id, isUsed, sizeGiB }) => [id, isUsed, sizeGiB])).toEqual([
      ["ami-1", true, 20],
      ["ami-2", true, 0],
      ["ami-3", false, 0],
    ]);
    expect(images[2]?.lastLaunched).toEqual(CREATED);
    expect((await readSnapshots(scope)).map(({ id, isOfImage }) => [id, isOfImage])).toEqual([
      ["snap-1", true],
      ["snap-2", false],
    ]);
    expect(calls.filter((call) => /describe-(images|snapshots)/.test(call) && !call.includes(" self "))).toEqual([]);
    expect(calls).toContain(
      "ec2 describe-launch-template-versions --versions $Latest $Default --region eu-west-1 --output json",
    );
  });

  it("cause no other request in an account without them", async () => {
    const { scope, calls } = fakeAws({
      "ec2 describe-images": { Images: [] },
      "ec2 describe-snapshots": { Snapshots: [] },
    });
    expect([await readImages(scope), await readSnapshots(scope), calls.length]).toEqual([[], [], 2]);
  });
});

describe("load balancers", () => {
  const arnOf = (name: string): string =>
    `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/${name}`;
  const balancer = (name: string): object => ({
    ...{ LoadBalancerArn: arnOf(name), LoadBalancerName: name, Type: "application", CreatedTime: TIME },
  });

  it("have the targets of all of their target groups, whatever their health", async () => {
    const health: Readonly<Record<string, number>> = { "tg-1": 2, "tg-2": 1, "tg-3": 0 };
    const { scope, calls } = fakeAws({
      "elbv2 describe-load-balancers": { LoadBalancers: ["a", "b", "c"].map(balancer) },
      "elbv2 describe-tags": { TagDescriptions: [{ ResourceArn: arnOf("a"), Tags: tagList(TAGS) }] },
      "elbv2 describe-target-groups": {
        TargetGroups: [
          { TargetGroupArn: "tg-1", LoadBalancerArns: [arnOf("a")] },
          { TargetGroupArn: "tg-2", LoadBalancerArns: [arnOf("a")] },
          { TargetGroupArn: "tg-3", LoadBalancerArns: [arnOf("b")] },
          { TargetGroupArn: "tg-4", LoadBalancerArns: [] },
        ],
      },
      "elbv2 describe-target-health": (args) => ({
        TargetHealthDescriptions: Array.from({ length: health[valueOf(args, "--target-group-arn")] ?? 0 }, () => ({})),
      }),
    });
    expect((await readLoadBalancers(scope)).map(({ name, targets, tags }) => [name, targets, tags])).toEqual([
      ["a", 3, TAGS],
      ["b", 0, {}],
      ["c", 0, {}],
    ]);
    expect(calls.filter((call) => call.includes("tg-4"))).toEqual([]);
  });

  it("are asked for their tags 20 at a time", async () => {
    const { scope, calls } = fakeAws({
      "elbv2 describe-load-balancers": {
        LoadBalancers: Array.from({ length: 41 }, (_, index) => balancer(`x${index}`)),
      },
      "elbv2 describe-tags": { TagDescriptions: [] },
      "elbv2 describe-target-groups": { TargetGroups: [] },
    });
    expect(await readLoadBalancers(scope)).toHaveLength(41);
    expect(calls.filter((call) => call.startsWith("elbv2 describe-tags"))).toHaveLength(3);
  });
});

describe("secrets", () => {
  it("are read with the dates of their rotation, and without those that services of AWS own", async () => {
    const { scope, calls } = fakeAws({
      "secretsmanager list-secrets": {
        SecretList: [
          {
            ...{ Name: "db", CreatedDate: TIME, RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 } },
            ...{ LastRotatedDate: TIME, NextRotationDate: TIME, Tags: tagList(TAGS) },
          },
          { Name: "static", CreatedDate: TIME, RotationRules: { AutomaticallyAfterDays: 30 } },
          { Name: "rds!cluster", CreatedDate: TIME, RotationEnabled: true, OwningService: "rds" },
        ],
      },
    });
    const [rotated, fixed, ...others] = await readSecrets(scope);
    expect(rotated).toMatchObject({ id: "db", tags: TAGS, rotatesEveryDays: 30, nextRotation: CREATED });
    expect(fixed?.rotatesEveryDays).toBeUndefined();
    expect(others).toEqual([]);
    expect(calls).toEqual(["secretsmanager list-secrets --region eu-west-1 --output json"]);
  });
});

describe("an answer in another form", () => {
  it.each([
    ["ec2 describe-volumes", readVolumes, { Volumes: [{ VolumeId: "vol-1" }] }],
    ["secretsmanager list-secrets", readSecrets, {}],
    [
      "ec2 describe-snapshots",
      readSnapshots,
      { Snapshots: [{ SnapshotId: "snap-1", StartTime: "today", VolumeSize: 1 }] },
    ],
  ])("of %s is an error that names the command", async (command, read, answer) => {
    await expect(read(fakeAws({ [command]: answer }).scope)).rejects.toThrow(`\`aws ${command}\` printed another form`);
  });
});
