import { Cloud } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

export type Inputs = Record<string, unknown>;

export const CLUSTER = "aws:eks/cluster:Cluster";
export const NODES = "aws:eks/nodeGroup:NodeGroup";
const ADDON = "aws:eks/addon:Addon";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const TRUST =
  '{"Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const ROLE_ARN = "arn:aws:iam::111122223333:role/control-plane";
const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

/** A simulated account, and valid EKS resources in it that a test changes. */
export class EksAccount {
  readonly cloud = new Cloud(new World());

  create(type: string, inputs: Inputs, name = "it"): WorldObject {
    return this.cloud.create(type, name, inputs, TEST_SCOPE);
  }

  createRole(): void {
    this.create(ROLE, { name: "control-plane", assumeRolePolicy: TRUST });
  }

  cluster(change: Inputs = {}): WorldObject {
    if (this.cloud.world.get(ROLE, "control-plane") === undefined) {
      this.createRole();
      this.create(ATTACHMENT, { role: "control-plane", policyArn: CLUSTER_POLICY });
    }
    return this.create(CLUSTER, {
      name: "prod",
      roleArn: ROLE_ARN,
      version: "1.35",
      vpcConfig: { subnetIds: ["subnet-a", "subnet-b"], endpointPrivateAccess: true, endpointPublicAccess: false },
      ...change,
    });
  }

  addon(addonName: string, change: Inputs = {}): WorldObject {
    return this.create(ADDON, { clusterName: "prod", addonName, addonVersion: "v1.2.3-eksbuild.4", ...change });
  }

  nodes(change: Inputs = {}): WorldObject {
    return this.create(NODES, {
      clusterName: "prod",
      nodeRoleArn: ROLE_ARN,
      nodeGroupName: "system",
      amiType: "AL2023_ARM_64_STANDARD",
      instanceTypes: ["m7g.large"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
      ...change,
    });
  }
}
