import { endpointServices } from "../../../../domain/network/endpoint-bundles";

describe("endpointServices", () => {
  it("returns the services of bundles and single services, sorted and without duplicates", () => {
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

describe("the karpenter bundle", () => {
  it("contains every API that the controller needs to start", () => {
    // pkg/operator/operator.go of Karpenter 1.15: CheckEC2Connectivity, ResolveClusterEndpoint, ValidateZonalShiftEnablement
    const services = endpointServices({ bundles: ["karpenter"], services: [] });
    expect(services).toEqual(expect.arrayContaining(["arc-zonal-shift", "ec2", "eks"]));
  });
});
