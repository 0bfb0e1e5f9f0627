import { tableFor } from "../../../sandbox/tables";
import { PROJECT, WEBHOOK } from "../../../sandbox/tables/codebuild";
import type { Props } from "../../../sandbox/props";
import { RUNNER, runnerWorld } from "./fixtures";

const ROLE_ARN = "arn:aws:iam::111122223333:role/runner";
const NETWORK = { vpcId: RUNNER.vpcId, subnets: RUNNER.subnetIds, securityGroupIds: [RUNNER.clusterSecurityGroupId] };

/** Why AWS refuses to create an object in an account that has the network of the runner, a role and a project `taken`. */
function refusals(type: string, inputs: Props): readonly string[] {
  const place = { region: "eu-west-1", accountId: "111122223333" };
  const world = runnerWorld();
  const put = (ofType: string, id: string, state: Props): void => {
    world.put({ type: ofType, id, name: id, ...place, inputs: state, state });
  };
  put("aws:iam/role:Role", "runner", { arn: ROLE_ARN });
  put(PROJECT, "arn:aws:codebuild:eu-west-1:111122223333:project/taken", { name: "taken" });
  put(WEBHOOK, "taken", { projectName: "taken" });
  const hex = (length: number): string => "0".repeat(length);
  return tableFor(type)?.refusals?.({ type, name: "runner", inputs, id: "", ...place, world, hex }) ?? [];
}

describe("CodeBuild", () => {
  it("accepts a project in subnets and a security group of its VPC", () => {
    expect(refusals(PROJECT, { name: "runner", serviceRole: ROLE_ARN, vpcConfig: NETWORK })).toEqual([]);
  });

  it.each<[string, Props, RegExp]>([
    ["a name that is taken", { name: "taken" }, /ResourceAlreadyExistsException/],
    ["a name with a slash", { name: "a/b" }, /not valid/],
    ["a role that does not exist", { serviceRole: "arn:aws:iam::111122223333:role/none" }, /sts:AssumeRole/],
    ["a VPC that does not exist", { vpcConfig: { vpcId: "vpc-1", subnets: [], securityGroupIds: [] } }, /vpc-1/],
    ["a subnet of another VPC", { vpcConfig: { ...NETWORK, subnets: ["subnet-1"] } }, /subnet-1 is not in vpc-/],
    ["a security group of another VPC", { vpcConfig: { ...NETWORK, securityGroupIds: ["sg-1"] } }, /sg-1 is not in/],
  ])("refuses a project with %s", (_, inputs, message) => {
    const found = refusals(PROJECT, { name: "runner", serviceRole: ROLE_ARN, vpcConfig: NETWORK, ...inputs });
    expect(found).toEqual([expect.stringMatching(message)]);
  });

  it("refuses a webhook without project, and a second one of a project", () => {
    expect(refusals(WEBHOOK, { projectName: "none" })).toEqual([expect.stringMatching(/ResourceNotFoundException/)]);
    expect(refusals(WEBHOOK, { projectName: "taken" })).toEqual([expect.stringMatching(/has a webhook/)]);
  });
});
