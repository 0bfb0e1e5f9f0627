import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";
import { NAMESPACE, recordCluster, waitsFor } from "./fixture";

const PROFILE = "aws:eks/fargateProfile:FargateProfile";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const JOBS = { selectors: [{ namespace: "jobs-*", labels: { runtime: "fargate" } }] };
const BATCH = {
  selectors: [
    { namespace: "batch", labels: {} },
    { namespace: "reports", labels: {} },
  ],
};

describe("Fargate profiles", () => {
  it("use every private subnet, have their selectors, and share one role", async () => {
    const recording = await recordCluster({ fargateProfiles: { jobs: JOBS, batch: BATCH } });
    const podExecutionRoleArn = recording.one(ROLE, "cluster-fargate-role").state["arn"];
    expect(recording.ofType(PROFILE).map(({ name, inputs }) => [name, inputs])).toEqual([
      ["cluster-fargate-jobs", expect.objectContaining({ podExecutionRoleArn, selectors: JOBS.selectors })],
      ["cluster-fargate-batch", expect.objectContaining({ podExecutionRoleArn, selectors: BATCH.selectors })],
    ]);
    for (const { inputs } of recording.ofType(PROFILE)) {
      expect(inputs["subnetIds"]).toEqual(["subnet-private-a", "subnet-private-b"]);
      expect(inputs).not.toHaveProperty("fargateProfileName");
    }
  });

  it("have a role that can pull images, and that only profiles of this cluster can assume", async () => {
    const recording = await recordCluster({ fargateProfiles: { jobs: JOBS } });
    expect(JSON.parse(String(recording.one(ROLE, "cluster-fargate-role").inputs["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "eks-fargate-pods.amazonaws.com" },
          Condition: {
            ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:fargateprofile/groundwork-prod/*" },
          },
        },
      ],
    });
    expect(
      recording.one(ATTACHMENT, "cluster-fargate-role-AmazonEKSFargatePodExecutionRolePolicy").inputs["policyArn"],
    ).toBe("arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy");
  });

  it("are created after their role and the routes to the internet, and before namespaces", async () => {
    const recording = await recordCluster({ fargateProfiles: { jobs: JOBS }, namespaces: { apps: NAMESPACE } });
    expect([...waitsFor(recording, recording.one(PROFILE))]).toEqual(
      expect.arrayContaining([
        `${ATTACHMENT}::cluster-fargate-role-AmazonEKSFargatePodExecutionRolePolicy`,
        "test:network:Egress::egress",
      ]),
    );
    const namespace = recording.one("groundwork:cluster:NamespaceBaseline", "cluster-namespace-apps");
    expect([...waitsFor(recording, namespace)]).toContain(`${PROFILE}::cluster-fargate-jobs`);
  });

  it("are created after CoreDNS with Auto Mode, and CoreDNS after its nodes", async () => {
    const recording = await recordCluster({
      autoMode: { architectures: ["arm64"], capacityTypes: ["spot"], limits: { cpu: 16, memory: "64Gi" } },
      nodeGroups: {},
      fargateProfiles: { jobs: JOBS },
    });
    const [coredns, pool] = [
      "aws:eks/addon:Addon::cluster-coredns",
      "kubernetes:karpenter.sh/v1:NodePool::cluster-node-pool",
    ];
    expect([...waitsFor(recording, recording.one(PROFILE))]).toContain(coredns);
    expect([...waitsFor(recording, recording.one("aws:eks/addon:Addon", "cluster-coredns"))]).toContain(pool);
  });

  it("have no role if there are none", async () => {
    const names = (await recordCluster()).resources.map(({ name }) => name);
    expect(names.filter((name) => name.includes("fargate"))).toEqual([]);
  });
});

describe("EKS refuses a Fargate profile", () => {
  const roleArn = "arn:aws:iam::111122223333:role/pods";
  let cloud: Cloud;

  beforeEach(() => {
    cloud = new Cloud(new World());
    const put = (type: string, id: string, state: Record<string, unknown>): void => {
      cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs: {}, state });
    };
    put("aws:eks/cluster:Cluster", "prod", {});
    put(ROLE, "pods", { arn: roleArn });
    put("aws:ec2/routeTableAssociation:RouteTableAssociation", "assoc", {
      subnetId: "subnet-public",
      routeTableId: "rtb",
    });
    put("aws:ec2/route:Route", "route", { routeTableId: "rtb", gatewayId: "igw-1" });
  });

  const profile = (change: object): (() => void) => {
    const selectors = [{ namespace: "jobs" }];
    const inputs = { clusterName: "prod", podExecutionRoleArn: roleArn, subnetIds: ["subnet-a"], selectors, ...change };
    return () => {
      cloud.create(PROFILE, "jobs", { fargateProfileName: "jobs", ...inputs }, TEST_SCOPE);
    };
  };

  it.each<[string, object, string]>([
    ["of a cluster that does not exist", { clusterName: "nowhere" }, "No cluster found"],
    ["with a role that does not exist", { podExecutionRoleArn: "arn:nobody" }, "arn:nobody, does not exist"],
    ["in a public subnet", { subnetIds: ["subnet-public"] }, "not a private subnet"],
    ["without selectors", { selectors: [] }, "needs at least one selector"],
  ])("%s", (_, change, reason) => {
    expect(profile(change)).toThrow(reason);
  });

  it("in a cluster with Auto Mode and without CoreDNS, where pods resolve no names", () => {
    const put = (type: string, id: string, inputs: Record<string, unknown>): void => {
      cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs, state: inputs });
    };
    put("aws:eks/cluster:Cluster", "prod", { computeConfig: { enabled: true } });
    expect(profile({})).toThrow("resolve no names: a cluster in Auto Mode needs the add-on coredns");
    put("aws:eks/addon:Addon", "prod:coredns", { clusterName: "prod", addonName: "coredns" });
    expect(profile({})).not.toThrow();
  });

  it("and the deletion of a cluster before that of its profiles", () => {
    profile({})();
    expect(() => {
      cloud.delete("aws:eks/cluster:Cluster", "prod");
    }).toThrow("has Fargate profiles attached");
  });
});
