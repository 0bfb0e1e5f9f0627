import { controllerPolicy } from "../../../components/cluster/karpenter/controller-policy";

const SCOPE = {
  clusterName: "groundwork-prod",
  region: "eu-west-1",
  accountId: "111122223333",
  nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
  queueArn: "arn:aws:sqs:eu-west-1:111122223333:interruptions",
};

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

function statementsOf(policy: string): readonly Statement[] {
  return (JSON.parse(policy) as { Statement: Statement[] }).Statement;
}

const STATEMENTS = statementsOf(controllerPolicy(SCOPE));
const READ = /^\w[\w-]*:(Describe|Get|List|ReceiveMessage)/;

describe("the IAM policy of Karpenter's controller", () => {
  it("applies to this Region only", () => {
    const regional = STATEMENTS.flatMap(({ Resource }) => Resource).filter((arn) =>
      /^arn:aws:(ec2|sqs|ssm|eks):/.test(arn),
    );
    expect(regional.length).toBeGreaterThan(0);
    expect(regional.filter((arn) => arn.split(":")[3] !== "eu-west-1")).toEqual([]);
  });

  it("allows changes and deletions only of resources with the tags of this cluster", () => {
    const changes = STATEMENTS.filter(({ Action }) =>
      Action.some((action) => action.startsWith("ec2:") && !READ.test(action)),
    );
    const free = changes.filter(
      ({ Condition }) => !JSON.stringify(Condition ?? {}).includes("kubernetes.io/cluster/groundwork-prod"),
    );
    // To use a subnet or an image is no change to it; what is launched there falls under the others.
    expect(free.map(({ Sid }) => Sid)).toEqual(["UseWhatALaunchNeeds"]);
    expect(free[0]?.Action).toEqual(["ec2:RunInstances", "ec2:CreateFleet"]);
  });

  it("allows no creation of instance profiles, and passing only the role of nodes to EC2", () => {
    const iam = STATEMENTS.filter(({ Action }) => Action.some((action) => action.startsWith("iam:")));
    expect(iam.flatMap(({ Action }) => Action)).toEqual([
      "iam:PassRole",
      "iam:GetInstanceProfile",
      "iam:ListInstanceProfiles",
    ]);
    expect(iam[0]).toMatchObject({
      Resource: [SCOPE.nodeRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    });
  });

  it("names resources, except for reads that support none", () => {
    const wide = STATEMENTS.filter(({ Resource }) => Resource.includes("*"));
    expect(wide.flatMap(({ Action }) => Action).filter((action) => !READ.test(action))).toEqual([]);
  });

  it("allows no service wildcard, and has unique statement IDs", () => {
    expect(STATEMENTS.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
    expect(new Set(STATEMENTS.map(({ Sid }) => Sid)).size).toBe(STATEMENTS.length);
  });

  it("fits into the 10,240 characters of inline policies, even with the longest cluster name", () => {
    expect(controllerPolicy({ ...SCOPE, clusterName: "x".repeat(100) }).length).toBeLessThan(10_240);
  });
});
