import { TEST_SCOPE } from "../../support/mocks";
import { EksAccount, type Inputs } from "./eks-account";

let account: EksAccount;

beforeEach(() => {
  account = new EksAccount();
});

describe("EKS refuses nodes", () => {
  it.each<[string, Inputs, string]>([
    [
      "with a maximum of zero",
      { scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 0 } },
      "maxSize must be at least 1",
    ],
    [
      "fewer than the minimum",
      { scalingConfig: { minSize: 2, desiredSize: 1, maxSize: 3 } },
      "between min size 2 and max size 3",
    ],
    [
      "more than the maximum",
      { scalingConfig: { minSize: 1, desiredSize: 4, maxSize: 3 } },
      "between min size 1 and max size 3",
    ],
    ["whose AMI is for other processors", { instanceTypes: ["m7g.large", "m7i.large"] }, "m7i.large cannot run an AMI"],
    ["that are Graviton under an Intel AMI", { amiType: "BOTTLEROCKET_x86_64" }, "m7g.large cannot run an AMI"],
    ["of a cluster that does not exist", { clusterName: "nowhere" }, "No cluster found for name: nowhere"],
    ["with a role that does not exist", { nodeRoleArn: "arn:aws:iam::111122223333:role/nobody" }, "does not exist"],
  ])("%s", (_, change, reason) => {
    account.cluster();
    account.addon("vpc-cni");
    expect(() => account.nodes(change)).toThrow(reason);
  });

  it.each<[string, string, string]>([
    ["BOTTLEROCKET_ARM_64", "#!/bin/sh", "TOML format"],
    ["AL2023_ARM_64_STANDARD", "[settings.kubernetes]", "MIME multipart format"],
  ])("of %s with user data that it cannot read", (amiType, text, reason) => {
    account.cluster();
    account.addon("vpc-cni");
    const template = account.create("aws:ec2/launchTemplate:LaunchTemplate", {
      userData: Buffer.from(text).toString("base64"),
    });
    expect(() => account.nodes({ amiType, launchTemplate: { id: template.id } })).toThrow(reason);
  });

  describe("that cannot reach the API server through its public endpoint", () => {
    const publicOnly = (publicAccessCidrs: readonly string[]): Inputs => ({
      vpcConfig: {
        subnetIds: ["subnet-a", "subnet-b"],
        endpointPrivateAccess: false,
        endpointPublicAccess: true,
        publicAccessCidrs,
      },
    });

    function natGateway(publicIp: string): void {
      const type = "aws:ec2/natGateway:NatGateway";
      account.cloud.world.put({ ...TEST_SCOPE, type, id: "nat", name: "nat", inputs: {}, state: { publicIp } });
    }

    it.each<[string, () => void, string]>([
      [
        "because it is closed to their NAT gateway",
        () => {
          natGateway("198.51.100.7");
        },
        "198.51.100.7 not in",
      ],
      ["without a NAT gateway", () => undefined, "the nodes have no NAT gateway"],
    ])("%s", (_, stand, reason) => {
      stand();
      account.cluster(publicOnly(["203.0.113.0/24"]));
      account.addon("vpc-cni");
      expect(() => account.nodes()).toThrow(reason);
    });

    it.each(["198.51.100.0/24", "0.0.0.0/0"])("unless %s allows them", (block) => {
      natGateway("198.51.100.7");
      account.cluster(publicOnly([block]));
      account.addon("vpc-cni");
      expect(account.nodes().state["status"]).toBe("ACTIVE");
    });
  });

  it("without a CNI, which stay NotReady", () => {
    account.cluster();
    expect(() => account.nodes()).toThrow("failed to join");
  });

  it.each(["m7g.large", "c6gn.xlarge", "t4g.medium", "r8gd.2xlarge", "im4gn.large"])(
    "recognizes %s as Graviton",
    (type) => {
      account.cluster();
      account.addon("vpc-cni");
      expect(account.nodes({ instanceTypes: [type] }).state["status"]).toBe("ACTIVE");
    },
  );

  it.each(["g5.xlarge", "m7i-flex.large", "t3.medium", "g6.xlarge"])("recognizes %s as x86", (type) => {
    account.cluster();
    account.addon("vpc-cni");
    expect(account.nodes({ instanceTypes: [type], amiType: "AL2023_x86_64_STANDARD" }).state["status"]).toBe("ACTIVE");
  });
});
