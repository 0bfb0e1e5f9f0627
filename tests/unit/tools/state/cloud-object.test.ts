import { cloudObject, importArguments } from "../../../../tools/state/aws-object";
import { parseState, type StateResource } from "../../../../tools/state/exported-state";
import { commandLine } from "../../../../tools/terminal/shell";

const PREFIX = "urn:pulumi:dev::groundwork::";
const PROVIDER = `${PREFIX}pulumi:providers:aws::aws`;
const STATE = parseState(
  JSON.stringify({
    deployment: {
      resources: [{ urn: PROVIDER, type: "pulumi:providers:aws", id: "1", inputs: { region: "eu-west-1" } }],
    },
  }),
);

function resource(type: string, inputs: Record<string, unknown>): StateResource {
  return { urn: `${PREFIX}groundwork:network:Network$${type}::name`, type, inputs, provider: `${PROVIDER}::1` };
}

describe("the object of an interrupted create", () => {
  it.each([
    [
      "aws:ec2/natGateway:NatGateway",
      { tags: { Name: "shop-a" } },
      'NAT gateway with the tag Name "shop-a"',
      "Values=natgateway",
    ],
    [
      "aws:eks/cluster:Cluster",
      { name: "shop" },
      'EKS cluster with the name "shop"',
      "eks describe-cluster --name shop",
    ],
    ["aws:eks/addon:Addon", { clusterName: "shop", addonName: "coredns" }, '"shop:coredns"', "--addon-name coredns"],
    [
      "aws:iam/role:Role",
      { name: "shop-node" },
      'IAM role with the name "shop-node"',
      "iam get-role --role-name shop-node",
    ],
    ["aws:kms/key:Key", { tags: { Name: "k" } }, 'KMS key with the tag Name "k"', "Key=Name,Values=k"],
    ["aws:s3/bucket:Bucket", { bucket: "shop-data" }, 'S3 bucket with the name "shop-data"', "s3api list-buckets"],
    [
      "kubernetes:apps/v1:Deployment",
      { metadata: { name: "web", namespace: "shop" } },
      "Deployment shop/web",
      "kubectl get deployment.apps web",
    ],
    [
      "kubernetes:helm.sh/v3:Release",
      { name: "karpenter", namespace: "kube-system" },
      "kube-system/karpenter",
      "helm status karpenter",
    ],
  ])("of type %s has a description and a command that finds it", (type, inputs, description, find) => {
    const object = cloudObject(resource(type, inputs), STATE);
    expect(object.description).toContain(description);
    expect(commandLine(object.find ?? [])).toContain(find);
    expect(object.remove?.("ID").join(" ")).toMatch(/delet|uninstall/);
  });

  it("of another type has its name, and a page of the console in its Region", () => {
    const object = cloudObject(resource("aws:rds/instance:Instance", { identifier: "db" }), STATE);
    expect(object).toMatchObject({
      description: 'Instance with the name "db" in eu-west-1',
      consoleUrl: expect.stringContaining("https://eu-west-1.console.aws.amazon.com/") as string,
      isRepeatable: false,
    });
    expect(object.find).toBeUndefined();
  });

  it.each([
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:autoscaling/tag:Tag",
  ])("of type %s is a setting, which a repeated create writes again", (type) => {
    expect(cloudObject(resource(type, {}), STATE).isRepeatable).toBe(true);
  });

  it("is imported under its parent and provider, without the ID of the provider, and with its protection", () => {
    const parent = `${PREFIX}groundwork:network:Network::network`;
    const words = importArguments({ ...resource("aws:ec2/vpc:Vpc", {}), parent, protect: true }, "vpc-1", [
      "--stack",
      "dev",
    ]);
    expect(words.join(" ")).toBe(
      `import aws:ec2/vpc:Vpc name vpc-1 --parent network=${parent} --provider aws=${PROVIDER} --protect=true --generate-code=false --yes --stack dev`,
    );
  });
});
