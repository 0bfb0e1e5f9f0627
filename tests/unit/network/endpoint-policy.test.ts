import { gatewayPolicy, interfacePolicy } from "../../../components/network/endpoint-policy";
import { planChange } from "../../../sandbox/plan";
import type { Props } from "../../../sandbox/props";
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

describe("the policy of an endpoint without an organization", () => {
  const ownAccount = { ...everything, Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } } };

  it("allows only roles and users of the account", () => {
    expect(parsed(interfacePolicy("ecr.api", ACCOUNT))).toEqual([ownAccount]);
  });

  it("allows pods to assume roles of the account by web identity, in unsigned requests", () => {
    expect(parsed(interfacePolicy("sts", ACCOUNT))).toEqual([
      ownAccount,
      {
        ...everything,
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
      },
    ]);
  });

  it("exists for ARC zonal shift", () => {
    expect(parsed(interfacePolicy("arc-zonal-shift", ACCOUNT))).toEqual([ownAccount]);
  });

  it("does not exist for services that are not known to support policies", () => {
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

describe("the policy of an endpoint with an organization", () => {
  const perimeter = [
    {
      Sid: "OwnIdentitiesToOwnResources",
      ...everything,
      Condition: { StringEquals: { "aws:PrincipalOrgID": OURS, "aws:ResourceOrgID": OURS } },
    },
    { Sid: "AwsServices", ...everything, Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } },
  ];

  it.each(["kms", "logs", "sqs", "secretsmanager", "eks", "ec2messages"])(
    "%s allows only roles of the organization, and access only to its resources",
    (service) => {
      expect(parsed(interfacePolicy(service, ORGANIZATION))).toEqual(perimeter);
    },
  );

  it("is the same for the gateway endpoint of DynamoDB", () => {
    expect(parsed(gatewayPolicy("dynamodb", ORGANIZATION))).toEqual(perimeter);
  });

  it.each([
    ["ecr.api", "images of EKS add-ons in registries of AWS", /^ecr:(Batch|GetDownloadUrlForLayer)/, ofPrincipal],
    ["ecr.dkr", "images of EKS add-ons in registries of AWS", /^ecr:(Batch|GetDownloadUrlForLayer)/, ofPrincipal],
    [
      "ec2",
      "instances from AMIs of Amazon",
      /^ec2:(RunInstances|CreateFleet)$/,
      { StringEquals: { "aws:PrincipalOrgID": OURS, "ec2:Owner": "amazon" } },
    ],
    ["ssm", "parameters and documents that AWS publishes", /^ssm:(Get|Describe)/, ofPrincipal],
    [
      "sts",
      "roles of the organization by web identity",
      /^sts:AssumeRoleWithWebIdentity$/,
      { StringEquals: { "aws:ResourceOrgID": OURS } },
    ],
  ])("allows for %s what nodes need in addition: %s", (service, _, actions, condition) => {
    const [own, services, exception, ...more] = parsed(interfacePolicy(service, ORGANIZATION));
    expect([[own, services], more]).toEqual([perimeter, []]);
    const { Action, Condition } = exception as { Action: string | string[]; Condition: unknown };
    expect([Action].flat().filter((action) => !actions.test(action))).toEqual([]);
    expect(Condition).toEqual(condition);
  });

  it("allows for SSM, outside of the organization, only resources that no account owns", () => {
    expect(parsed(interfacePolicy("ssm", ORGANIZATION))[2]).toMatchObject({
      Resource: ["arn:aws:ssm:eu-west-1::parameter/aws/*", "arn:aws:ssm:eu-west-1::document/*"],
    });
  });

  it("allows reading image layers, packages and agents from buckets of AWS in the Region, and nothing else", () => {
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

  it("allows reading `readableBuckets`", () => {
    const document = gatewayPolicy("s3", { ...ORGANIZATION, readableBuckets: ["prod-registry-k8s-io-eu-west-1"] });
    expect(parsed(document)[3]).toEqual({
      Sid: "ReadableBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: ["arn:aws:s3:::prod-registry-k8s-io-eu-west-1", "arn:aws:s3:::prod-registry-k8s-io-eu-west-1/*"],
    });
  });

  it("allows only reading where the caller cannot be checked", () => {
    const services = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "kms", "logs", "ssm", "sts"];
    const documents = [
      ...services.map((service) => interfacePolicy(service, ORGANIZATION) ?? ""),
      gatewayPolicy("s3", { ...ORGANIZATION, readableBuckets: ["b1"] }),
      gatewayPolicy("dynamodb", ORGANIZATION),
    ];
    const open = documents.flatMap((document) => statements(document).filter(isPublic));
    expect(open.flatMap(({ Action }) => Action)).toEqual(["s3:GetObject", "s3:GetObject", "s3:ListBucket"]);
  });

  it("is shorter than the quota with many readable buckets", () => {
    const readableBuckets = Array.from({ length: 80 }, (_, index) => `bucket-of-others-${String(index)}`);
    expect(gatewayPolicy("s3", { ...ORGANIZATION, readableBuckets }).length).toBeLessThan(20_480);
  });

  it("is updated in place when `organizationId` is set and when it is removed", async () => {
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
      // Both directions update one argument, since the default policy is set explicitly.
      const unstated = Object.fromEntries(Object.entries(endpoint(open)).filter(([key]) => key !== "policy"));
      for (const before of [unstated, endpoint(closed)]) {
        const { changes, replaces } = planChange(ENDPOINT, before, endpoint(open), "eu-west-1");
        expect([changes.map(({ path }) => path), replaces]).toEqual([["policy"], []]);
      }
    }
  });
});
