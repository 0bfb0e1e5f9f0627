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
