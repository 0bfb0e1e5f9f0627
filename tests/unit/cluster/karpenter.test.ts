import { interruptionQueuePolicy } from "../../../components/cluster/karpenter/interruptions";
import { type RecordedResource, type Recording, key } from "../../support/record";
import { FAN_OUT, KARPENTER, NAMESPACE, NODE_POOL, recordCluster, waitsFor } from "./fixture";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const QUEUE = "aws:sqs/queue:Queue";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const NODE_POOL_TYPE = "kubernetes:karpenter.sh/v1:NodePool";

let recording: Recording<unknown>;

beforeAll(async () => {
  const jobs = { ...NODE_POOL, zones: ["b"], capacityTypes: ["spot" as const] };
  recording = await recordCluster({
    karpenter: { ...KARPENTER, nodePools: { apps: NODE_POOL, jobs } },
    namespaces: { apps: NAMESPACE },
  });
});

function waits(resource: RecordedResource): ReadonlySet<string> {
  return waitsFor(recording, resource);
}

function stateOf(type: string, name: string, output: string): unknown {
  return recording.one(type, name).state[output];
}

describe("Karpenter's nodes", () => {
  it("have a role with the policies of nodes, an instance profile and an access entry", () => {
    const attached = recording
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name }) => name.startsWith("cluster-karpenter-node-role-"));
    expect(attached.map(({ inputs }) => String(inputs["policyArn"]).split("/").pop())).toEqual([
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonSSMManagedInstanceCore",
    ]);
    expect(recording.one(PROFILE).inputs["role"]).toBe(stateOf(ROLE, "cluster-karpenter-node-role", "name"));
    expect(recording.one(ENTRY, "cluster-karpenter-node-access").inputs).toEqual({
      clusterName: "groundwork-prod",
      principalArn: stateOf(ROLE, "cluster-karpenter-node-role", "arn"),
      type: "EC2_LINUX",
    });
  });
});

describe("Karpenter's controller", () => {
  it("gets its permissions from Pod Identity, for the service account of its chart", () => {
    expect(recording.one(ASSOCIATION).inputs).toEqual({
      clusterName: "groundwork-prod",
      namespace: "kube-system",
      serviceAccount: "karpenter",
      roleArn: stateOf(ROLE, "cluster-karpenter-role", "arn"),
    });
    expect(recording.one(ROLE_POLICY).inputs["role"]).toBe(stateOf(ROLE, "cluster-karpenter-role", "name"));
    const values = recording.one(RELEASE, "cluster-karpenter-controller").inputs["values"];
    expect(values).toMatchObject({ serviceAccount: { name: "karpenter" } });
  });

  it("is installed by a chart of a pinned version, and its CRDs by a separate release", () => {
    const charts = recording
      .ofType(RELEASE)
      .map(({ inputs: { name, chart, version, namespace, atomic, skipCrds } }) => ({
        name,
        chart,
        version,
        namespace,
        atomic,
        skipCrds,
      }));
    const common = { version: "1.15.0", namespace: "kube-system", atomic: true };
    expect(charts).toEqual([
      { ...common, name: "karpenter-crd", chart: "oci://public.ecr.aws/karpenter/karpenter-crd", skipCrds: undefined },
      { ...common, name: "karpenter", chart: "oci://public.ecr.aws/karpenter/karpenter", skipCrds: true },
    ]);
  });

  it("gets cluster, queue, Region and isolation of the VPC as settings", async () => {
    const valuesOf = (recorded: Recording<unknown>): unknown =>
      recorded.one(RELEASE, "cluster-karpenter-controller").inputs["values"];
    expect(valuesOf(recording)).toMatchObject({
      replicas: 2,
      settings: {
        clusterName: "groundwork-prod",
        interruptionQueue: stateOf(QUEUE, "cluster-karpenter-interruptions", "name"),
        isolatedVPC: false,
        enableZonalShift: true,
      },
      controller: {
        image: { repository: "public.ecr.aws/karpenter/controller" },
        env: [{ name: "AWS_REGION", value: "eu-west-1" }],
      },
    });
    const imageRepository = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/karpenter/controller";
    const isolated = await recordCluster({
      zonalShift: false,
      karpenter: { ...KARPENTER, replicas: 1, isolatedVpc: true, imageRepository },
    });
    expect(valuesOf(isolated)).toMatchObject({
      replicas: 1,
      settings: { isolatedVPC: true, enableZonalShift: false },
      controller: { image: { repository: imageRepository } },
    });
  });
});

describe("the queue for interruptions", () => {
  it("SQS.1: is encrypted, and deletes outdated messages", () => {
    expect(recording.one(QUEUE).inputs).toMatchObject({ sqsManagedSseEnabled: true, messageRetentionSeconds: 300 });
  });

  it("receives every event about interruptions of instances", () => {
    const patterns = recording.ofType(RULE).map(({ inputs }) => JSON.parse(String(inputs["eventPattern"])) as unknown);
    expect(patterns).toEqual([
      { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
      { source: ["aws.ec2"], "detail-type": ["EC2 Capacity Reservation Instance Interruption Warning"] },
      { source: ["aws.health"], "detail-type": ["AWS Health Event"] },
    ]);
    const queueArn = stateOf(QUEUE, "cluster-karpenter-interruptions", "arn");
    const targets = recording.ofType(TARGET);
    expect(targets.map(({ inputs }) => inputs["rule"])).toEqual(
      recording.ofType(RULE).map(({ state }) => state["name"]),
    );
    expect(targets.map(({ inputs }) => inputs["arn"])).toEqual(Array(5).fill(queueArn));
  });

  it("SQS.3: accepts messages only from rules of this account, and only with TLS", () => {
    const arn = String(stateOf(QUEUE, "cluster-karpenter-interruptions", "arn"));
    expect(recording.one(QUEUE_POLICY).inputs["policy"]).toBe(
      interruptionQueuePolicy(arn, "eu-west-1", "111122223333"),
    );
    expect(JSON.parse(interruptionQueuePolicy("q", "eu-west-1", "111122223333"))).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: "q",
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/*" } },
        },
        { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    });
  });
});

describe("a node pool", () => {
  it.each([
    ["apps", ["subnet-private-a", "subnet-private-b"]],
    ["jobs", ["subnet-private-b"]],
  ])("%s has the IDs of its private subnets and of the cluster's security group", (pool, subnets) => {
    const { vpcConfig } = recording.one("aws:eks/cluster:Cluster").state as {
      vpcConfig: { clusterSecurityGroupId: string };
    };
    expect(recording.one(NODE_CLASS, `cluster-karpenter-class-${pool}`).inputs["spec"]).toMatchObject({
      instanceProfile: stateOf(PROFILE, "cluster-karpenter-node-profile", "name"),
      subnetSelectorTerms: subnets.map((id) => ({ id })),
      securityGroupSelectorTerms: [{ id: vpcConfig.clusterSecurityGroupId }],
      tags: FAN_OUT.tags,
    });
  });

  it("is complete once it is Ready, and deleted once its nodes are deleted", () => {
    const annotationsOf = (type: string, name: string): unknown =>
      (recording.one(type, name).inputs["metadata"] as { annotations: unknown }).annotations;
    expect(annotationsOf(NODE_CLASS, "cluster-karpenter-class-apps")).toEqual({
      "pulumi.com/waitFor": "condition=Ready",
    });
    expect(annotationsOf(NODE_POOL_TYPE, "cluster-karpenter-pool-apps")).toEqual({
      "pulumi.com/waitFor": "condition=Ready",
      "pulumi.com/deletionPropagationPolicy": "foreground",
    });
    expect(recording.one(NODE_POOL_TYPE, "cluster-karpenter-pool-apps").options.customTimeouts).toEqual({
      delete: "60m",
    });
  });
});

describe("the order of creation", () => {
  const controller = (): RecordedResource => recording.one(RELEASE, "cluster-karpenter-controller");

  it("is permissions, identity, queue, rules, access entry and CRDs before the controller", () => {
    expect([...waits(controller())]).toEqual(
      expect.arrayContaining([
        `${ASSOCIATION}::cluster-karpenter-pod-identity`,
        `${ROLE_POLICY}::cluster-karpenter-policy`,
        `${QUEUE_POLICY}::cluster-karpenter-interruptions-policy`,
        ...recording.ofType(TARGET).map(key),
        `${ENTRY}::cluster-karpenter-node-access`,
        `${PROFILE}::cluster-karpenter-node-profile`,
        `${RELEASE}::cluster-karpenter-crds`,
      ]),
    );
  });

  it.each(["apps", "jobs"])("is the controller before pool %s and its class, and the class before the pool", (pool) => {
    const nodeClass = recording.one(NODE_CLASS, `cluster-karpenter-class-${pool}`);
    expect([...waits(nodeClass)]).toContain(key(controller()));
    const needed = [...waits(recording.one(NODE_POOL_TYPE, `cluster-karpenter-pool-${pool}`))];
    expect(needed).toEqual(expect.arrayContaining([key(nodeClass), key(controller())]));
  });

  it("is pools before namespaces, so that namespaces are deleted first", () => {
    const namespace = recording.one("groundwork:cluster:NamespaceBaseline", "cluster-namespace-apps");
    expect([...waits(namespace)]).toContain(`${NODE_POOL_TYPE}::cluster-karpenter-pool-apps`);
  });

  it("uses the provider of the cluster, and has the component as parent", () => {
    const { options } = recording.one("groundwork:cluster:Karpenter");
    expect(options.providers).toContain("cluster-kubernetes");
    const children = recording.resources.filter(({ name }) => name.startsWith("cluster-karpenter-"));
    expect(new Set(children.map((child) => child.options.parent))).toEqual(
      new Set(["groundwork:cluster:Karpenter::cluster-karpenter"]),
    );
  });
});

describe("a cluster without Karpenter", () => {
  it("has no resources of Karpenter", async () => {
    const names = (await recordCluster()).resources.map(({ name }) => name);
    expect(names.filter((name) => name.includes("karpenter"))).toEqual([]);
  });

  it("has the same other resources as a cluster with Karpenter", async () => {
    const plain = await recordCluster({ namespaces: { apps: NAMESPACE } });
    for (const resource of plain.resources.filter(({ custom }) => custom)) {
      expect(recording.one(resource.type, resource.name).inputs).toEqual(resource.inputs);
    }
  });
});
