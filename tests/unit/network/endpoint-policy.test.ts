import { gatewayPolicy, interfacePolicy } from "../../../components/network/endpoint-policy";
import { planChange } from "../../../sandbox/plan";
import type { Props } from "../../../sandbox/tables/table";
import { isPublic, statements } from "../../../policy/documents";
import { compareNetworks, recordNetwork } from "./fixture";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

const ACCOUNT = { region: "eu-west-1", accountId: "111122223333", readableBuckets: [] };
const ORGANIZATION = { ...ACCOUNT, organizationId: "o-a1b2c3d4e5" };
const OURS = "o-a1b2c3d4e5";

const everything = { Effect: "Allow", Principal: "*", Resource: "*", Action: "*" };
const ofPrincipal = { StringEquals: { "aws:PrincipalOrgID": OURS } };

function parsed(document: string | undefined): unknown[] {
  return document === undefined ? [] : (JSON.parse(document) as { Statement: unknown[] }).Statement;
}

describe("an endpoint of an account by itself", () => {
  const ownAccount = { ...everything, Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } } };

  it("lets only the account's own roles and users through", () => {
    expect(parsed(interfacePolicy("ecr.api", ACCOUNT))).toEqual([ownAccount]);
  });

  it("lets pods take on the account's roles by web identity, which nobody signs", () => {
    expect(parsed(interfacePolicy("sts", ACCOUNT))).toEqual([
      ownAccount,
      {
        ...everything,
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
      },
    ]);
  });

  it("lets them through to the zonal shifts of ARC, which takes a policy", () => {
    expect(parsed(interfacePolicy("arc-zonal-shift", ACCOUNT))).toEqual([ownAccount]);
  });

  it("has no policy where it is not known that the service takes one", () => {
    expect(interfacePolicy("eks-auth", ACCOUNT)).toBeUndefined();
    expect(interfacePolicy("eks-auth", ORGANIZATION)).toBeUndefined();
  });

  it.each(["s3", "dynamodb"] as const)(
    "is open if it is the gateway to %s, and states so, because AWS keeps a policy that is omitted",
    async (service) => {
      const open = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
      const policy = gatewayPolicy(service, ACCOUNT);
      expect(JSON.parse(policy)).toEqual({ Version: "2008-10-17", Statement: [open] });
      expect((await recordNetwork()).one(ENDPOINT, `network-${service}`).inputs).toMatchObject({ policy });
    },
  );
});

describe("an endpoint of an organization", () => {
  const perimeter = [
    {
      Sid: "OwnIdentitiesToOwnResources",
      ...everything,
      Condition: { StringEquals: { "aws:PrincipalOrgID": OURS, "aws:ResourceOrgID": OURS } },
    },
    { Sid: "AwsServices", ...everything, Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } },
  ];

  it.each(["kms", "logs", "sqs", "secretsmanager", "eks", "ec2messages"])(
    "%s lets only its own roles through, and those only to its own resources",
    (service) => {
      expect(parsed(interfacePolicy(service, ORGANIZATION))).toEqual(perimeter);
    },
  );

  it("is the same perimeter at the gateway to DynamoDB", () => {
    expect(parsed(gatewayPolicy("dynamodb", ORGANIZATION))).toEqual(perimeter);
  });

  it.each([
    ["ecr.api", "images of EKS add-ons, from AWS's own registries", /^ecr:(Batch|GetDownloadUrlForLayer)/, ofPrincipal],
    ["ecr.dkr", "images of EKS add-ons, from AWS's own registries", /^ecr:(Batch|GetDownloadUrlForLayer)/, ofPrincipal],
    [
      "ec2",
      "instances of Amazon's images",
      /^ec2:(RunInstances|CreateFleet)$/,
      { StringEquals: { "aws:PrincipalOrgID": OURS, "ec2:Owner": "amazon" } },
    ],
    ["ssm", "parameters and documents that AWS publishes", /^ssm:(Get|Describe)/, ofPrincipal],
    [
      "sts",
      "roles of its own by web identity",
      /^sts:AssumeRoleWithWebIdentity$/,
      { StringEquals: { "aws:ResourceOrgID": OURS } },
    ],
  ])("%s lets through what nodes need besides: %s", (service, _, actions, condition) => {
    const [own, services, exception, ...more] = parsed(interfacePolicy(service, ORGANIZATION));
    expect([[own, services], more]).toEqual([perimeter, []]);
    const { Action, Condition } = exception as { Action: string | string[]; Condition: unknown };
    expect([Action].flat().filter((action) => !actions.test(action))).toEqual([]);
    expect(Condition).toEqual(condition);
  });

  it("reaches in SSM, of what is not its own, only what no account owns", () => {
    expect(parsed(interfacePolicy("ssm", ORGANIZATION))[2]).toMatchObject({
      Resource: ["arn:aws:ssm:eu-west-1::parameter/aws/*", "arn:aws:ssm:eu-west-1::document/*"],
    });
  });

  it("lets nodes read image layers, packages and agents from AWS's buckets of the Region, and nothing more", () => {
    const [own, services, buckets, ...more] = parsed(gatewayPolicy("s3", ORGANIZATION));
    expect([[own, services], more]).toEqual([perimeter, []]);
    expect(buckets).toMatchObject({ Principal: "*", Action: "s3:GetObject" });
    const { Resource } = buckets as { Resource: string[] };
    expect(Resource).toEqual(
      expect.arrayContaining([
        "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
        "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
        "arn:aws:s3:::aws-ssm-eu-west-1/*",
      ]),
    );
    expect(Resource.filter((arn) => !/^arn:aws:s3:::[a-z0-9-]*eu-west-1[a-z0-9-]*\/\*$/.test(arn))).toEqual([]);
  });

  it("reads what the stack file says may be read of others", () => {
    const document = gatewayPolicy("s3", { ...ORGANIZATION, readableBuckets: ["prod-registry-k8s-io-eu-west-1"] });
    expect(parsed(document)[3]).toEqual({
      Sid: "ReadableBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: ["arn:aws:s3:::prod-registry-k8s-io-eu-west-1", "arn:aws:s3:::prod-registry-k8s-io-eu-west-1/*"],
    });
  });

  it("lets everyone do nothing but read, where AWS or nobody signs", () => {
    const services = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "kms", "logs", "ssm", "sts"];
    const documents = [
      ...services.map((service) => interfacePolicy(service, ORGANIZATION) ?? ""),
      gatewayPolicy("s3", { ...ORGANIZATION, readableBuckets: ["b1"] }),
      gatewayPolicy("dynamodb", ORGANIZATION),
    ];
    const open = documents.flatMap((document) => statements(document).filter(isPublic));
    expect(open.flatMap(({ Action }) => Action)).toEqual(["s3:GetObject", "s3:GetObject", "s3:ListBucket"]);
  });

  it("stays below what AWS takes, even with many readable buckets", () => {
    const readableBuckets = Array.from({ length: 80 }, (_, index) => `bucket-of-others-${String(index)}`);
    expect(gatewayPolicy("s3", { ...ORGANIZATION, readableBuckets }).length).toBeLessThan(20_480);
  });

  it("is closed in place when the organization is named, and opened when it is not named any more", async () => {
    const [open, closed] = [await recordNetwork(), await recordNetwork({ organizationId: OURS })];
    const inPlace = {
      added: [],
      removed: [],
      changed: ["VpcEndpoint::network-s3", "VpcEndpoint::network-dynamodb"],
    };
    expect(compareNetworks(open, closed)).toEqual(inPlace);
    expect(compareNetworks(closed, open)).toEqual(inPlace);
    for (const service of ["s3", "dynamodb"]) {
      const endpoint = (network: typeof open): Props => network.one(ENDPOINT, `network-${service}`).inputs;
      // To state what AWS has by itself, and to go back to it, are updates of one argument.
      const unstated = Object.fromEntries(Object.entries(endpoint(open)).filter(([key]) => key !== "policy"));
      for (const before of [unstated, endpoint(closed)]) {
        const { changes, replaces } = planChange(ENDPOINT, before, endpoint(open), "eu-west-1");
        expect([changes.map(({ path }) => path), replaces]).toEqual([["policy"], []]);
      }
    }
  });
});
