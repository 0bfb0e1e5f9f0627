import path from "node:path";

import { leftovers, stateFacts, tagFilters, type TaggedResource } from "../../../tools/leftovers/leftovers";
import { type Context, runLeftovers } from "../../../tools/leftovers/run";
import { targetOf } from "../../../tools/terminal/target";

const STACKS = path.resolve(__dirname, "../../stacks");
const REGION = "eu-west-1";
const NOTHING = stateFacts({});
const DEV = targetOf("dev", { root: STACKS, cwd: STACKS });

function tagged(place: string, tags: Readonly<Record<string, string>> = {}): TaggedResource {
  const [service = "", ...rest] = place.split(":");
  return {
    ResourceARN: `arn:aws:${service}:${REGION}:111122223333:${rest.join(":")}`,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

describe("resources that an interrupted destroy leaves", () => {
  it("are selected by the stack's tags, and by the tags that controllers add", () => {
    expect(tagFilters("shop-dev", { Project: "shop", Environment: "dev" })).toEqual([
      { Project: ["shop"], Environment: ["dev"] },
      { "kubernetes.io/cluster/shop-dev": [] },
      { "elbv2.k8s.aws/cluster": ["shop-dev"] },
      { "eks:eks-cluster-name": ["shop-dev"] },
      { "cluster.k8s.amazonaws.com/name": ["shop-dev"] },
    ]);
  });

  it.each([
    [
      "elasticloadbalancing:loadbalancer/app/web/50dc",
      /elbv2 delete-load-balancer --load-balancer-arn arn:aws:\S+50dc/,
    ],
    ["elasticloadbalancing:loadbalancer/a1b2", /elb delete-load-balancer --load-balancer-name a1b2/],
    ["elasticloadbalancing:targetgroup/web/73e2", /elbv2 delete-target-group --target-group-arn arn:aws:\S+73e2/],
    ["ec2:instance/i-1", /ec2 terminate-instances --instance-ids i-1/],
    ["ec2:launch-template/lt-1", /ec2 delete-launch-template --launch-template-id lt-1/],
    ["ec2:network-interface/eni-1", /ec2 delete-network-interface --network-interface-id eni-1/],
    ["ec2:elastic-ip/eipalloc-1", /ec2 release-address --allocation-id eipalloc-1/],
    ["ec2:security-group/sg-1", /ec2 delete-security-group --group-id sg-1/],
    ["ec2:volume/vol-1", /ec2 delete-volume --volume-id vol-1/],
    ["ec2:snapshot/snap-1", /ec2 delete-snapshot --snapshot-id snap-1/],
    [
      "logs:log-group:/aws/eks/shop-dev/cluster",
      /logs delete-log-group --log-group-name \/aws\/eks\/shop-dev\/cluster/,
    ],
    [
      "logs:log-group:/aws/eks/shop-dev/cluster:*",
      /delete-log-group --log-group-name \/aws\/eks\/shop-dev\/cluster --/,
    ],
  ])("%s is listed with the command that deletes it", (place, command) => {
    const [leftover] = leftovers([tagged(place)], NOTHING, REGION);
    expect(leftover?.command).toMatch(command);
    expect(leftover?.command).toMatch(/^aws .* --region eu-west-1$/);
  });

  it("are listed once, in the order of deletion, unknown types last and without a command", () => {
    const found = [
      tagged("sqs:shop-dev-karpenter"),
      tagged("ec2:volume/vol-1"),
      tagged("ec2:security-group/sg-1"),
      tagged("ec2:network-interface/eni-1"),
      tagged("ec2:instance/i-1"),
      tagged("elasticloadbalancing:loadbalancer/net/web/1"),
      tagged("ec2:volume/vol-1"),
    ];
    expect(leftovers(found, NOTHING, REGION).map(({ kind }) => kind)).toEqual([
      "load balancer",
      "instance",
      "network interface",
      "security group",
      "volume",
      undefined,
    ]);
    expect(leftovers(found, NOTHING, REGION).at(-1)).toEqual({
      arn: "arn:aws:sqs:eu-west-1:111122223333:shop-dev-karpenter",
    });
  });

  it("exclude resources in the state, by ARN or ID, which the next destroy deletes", () => {
    const state = stateFacts({
      resources: [
        { type: "aws:ec2/securityGroup:SecurityGroup", id: "sg-1" },
        { type: "aws:sqs/queue:Queue", id: "https://queue", outputs: { arn: "arn:aws:sqs:eu-west-1:111122223333:q" } },
      ],
    });
    const found = [tagged("ec2:security-group/sg-1"), tagged("sqs:q"), tagged("ec2:security-group/sg-2")];
    expect(leftovers(found, state, REGION).map(({ arn }) => arn)).toEqual([
      "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-2",
    ]);
  });

  it.each(["aws:eks:cluster-name", "eks:cluster-name", "eks:nodegroup-name", "cluster.k8s.amazonaws.com/name"])(
    "exclude resources that EKS manages (%s) only while the state contains the cluster",
    (key) => {
      const found = [tagged("ec2:security-group/sg-1", { [key]: "shop-dev" })];
      const standing = stateFacts({ resources: [{ type: "aws:eks/cluster:Cluster", id: "shop-dev" }] });
      expect(leftovers(found, standing, REGION)).toEqual([]);
      expect(leftovers(found, NOTHING, REGION)).toHaveLength(1);
    },
  );
});

describe("npm run leftovers", () => {
  const answers = (
    found: readonly TaggedResource[],
    exported = "{}",
  ): { context: Context; said: string[]; filters: string[] } => {
    const said: string[] = [];
    const filters: string[] = [];
    const context: Context = {
      today: new Date("2026-10-01"),
      pulumi: () => Promise.resolve({ exitCode: 0, stdout: `{ "deployment": ${exported} }`, stderr: "" }),
      aws: (args) => {
        filters.push(args.slice(args.indexOf("--tag-filters") + 1).join(" "));
        return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ ResourceTagMappingList: found }), stderr: "" });
      },
      write: (text) => said.push(text),
    };
    return { context, said, filters };
  };

  it("selects by the tags of the stack file, and lists resources outside of the state", async () => {
    const { context, said, filters } = answers([tagged("ec2:volume/vol-1")]);
    expect(await runLeftovers(DEV, context)).toBe(10);
    expect(filters[0]).toBe("Key=Project,Values=groundwork Key=Environment,Values=dev Key=ManagedBy,Values=Pulumi");
    expect(filters[1]).toBe("Key=kubernetes.io/cluster/groundwork-dev");
    expect(said.join("\n")).toBe(
      [
        "groundwork-dev in eu-west-1: 1 resources outside of Pulumi's state, in the order of deletion.",
        "AWS may still list recently deleted resources; their commands then fail because the resource does not exist.",
        "",
        "# volume  arn:aws:ec2:eu-west-1:111122223333:volume/vol-1",
        "aws ec2 delete-volume --volume-id vol-1 --region eu-west-1",
      ].join("\n"),
    );
  });

  it("prints them as JSON, with the same exit code", async () => {
    const { context, said } = answers([tagged("ec2:volume/vol-1")]);
    expect(await runLeftovers(DEV, { ...context, isJson: true })).toBe(10);
    expect(JSON.parse(said.join("\n"))).toEqual([
      {
        arn: "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1",
        kind: "volume",
        command: "aws ec2 delete-volume --volume-id vol-1 --region eu-west-1",
      },
    ]);
  });

  it("exits with 0 when no resources are found", async () => {
    const { context, said } = answers([]);
    expect(await runLeftovers(DEV, context)).toBe(0);
    expect(said).toEqual(["groundwork-dev in eu-west-1: no resources outside of Pulumi's state."]);
  });

  it("continues without a state only when the stack was removed", async () => {
    const failing = (stderr: string): Context => ({
      ...answers([]).context,
      pulumi: () => Promise.resolve({ exitCode: 255, stdout: "", stderr }),
    });
    expect(await runLeftovers(DEV, failing("error: no stack named 'dev' found"))).toBe(0);
    await expect(runLeftovers(DEV, failing("error: access denied"))).rejects.toThrow("access denied");
  });

  it("fails without the AWS CLI", async () => {
    const missing = { ...answers([]).context, aws: () => Promise.resolve({ exitCode: 127, stdout: "", stderr: "" }) };
    await expect(runLeftovers(DEV, missing)).rejects.toThrow("AWS CLI is not on PATH");
  });
});
