import { endpointServices } from "../../../../domain/network/endpoint-bundles";

describe("endpoint services", () => {
  it("are those of the bundles and those named, each once and sorted", () => {
    expect(endpointServices({ bundles: ["ssm", "private-eks"], services: ["kms", "ssm"] })).toEqual([
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "kms",
      "logs",
      "ssm",
      "ssmmessages",
      "sts",
    ]);
  });
});

describe("the bundle of Karpenter", () => {
  it("holds every API without which the controller exits when it starts", () => {
    // pkg/operator/operator.go of Karpenter 1.15: CheckEC2Connectivity, ResolveClusterEndpoint, ValidateZonalShiftEnablement
    const services = endpointServices({ bundles: ["karpenter"], services: [] });
    expect(services).toEqual(expect.arrayContaining(["arc-zonal-shift", "ec2", "eks"]));
  });
});
