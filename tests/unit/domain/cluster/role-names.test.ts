import {
  fargateRoleName,
  isNodeRoleArn,
  karpenterComponentName,
  nodeRoleName,
} from "../../../../domain/cluster/role-names";

const arnOf = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

describe("isNodeRoleArn", () => {
  it.each([nodeRoleName("cluster"), nodeRoleName(karpenterComponentName("cluster")), fargateRoleName("cluster")])(
    "recognizes the role %s with the suffix that Pulumi appends",
    (name) => {
      expect(isNodeRoleArn(arnOf(`${name}-1a2b3c4`))).toBe(true);
    },
  );

  it.each(["cluster-node-roles", "my-cluster-node-role-1a2b3c4", "deployer"])("does not recognize %s", (name) => {
    expect(isNodeRoleArn(arnOf(name))).toBe(false);
  });
});
