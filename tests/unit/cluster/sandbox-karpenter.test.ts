import { Cloud } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Inputs = Record<string, unknown>;

const ROLE = "aws:iam/role:Role";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const QUEUE = "aws:sqs/queue:Queue";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";

const TRUST =
  '{"Statement":[{"Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}';
const ROLE_ARN = "arn:aws:iam::111122223333:role/controller";
const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/interruptions";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:111122223333:interruptions";

let cloud: Cloud;

beforeEach(() => {
  cloud = new Cloud(new World());
  cloud.world.put({ ...TEST_SCOPE, type: "aws:eks/cluster:Cluster", id: "prod", name: "prod", inputs: {}, state: {} });
});

function create(type: string, inputs: Inputs, name = "it"): WorldObject {
  return cloud.create(type, name, cloud.check(type, name, undefined, inputs), TEST_SCOPE);
}

function deletion(type: string, id: string): () => void {
  return () => {
    cloud.delete(type, id);
  };
}

describe("SQS in the sandbox", () => {
  it("returns the URL and the ARN of a queue", () => {
    const queue = create(QUEUE, { name: "interruptions", messageRetentionSeconds: 300 });
    expect([queue.id, queue.state["url"], queue.state["arn"]]).toEqual([QUEUE_URL, QUEUE_URL, QUEUE_ARN]);
  });

  it.each<[string, string, Inputs, string]>([
    ["a name with a space", QUEUE, { name: "my queue" }, "characters that are not allowed"],
    ["a retention of one second", QUEUE, { name: "q", messageRetentionSeconds: 1 }, "not 1 seconds"],
    ["a policy of a queue that does not exist", QUEUE_POLICY, { queueUrl: "https://nowhere" }, "does not exist"],
    ["a policy that is not valid JSON", QUEUE_POLICY, { queueUrl: QUEUE_URL, policy: "{" }, "not valid JSON"],
    [
      "a policy about another queue",
      QUEUE_POLICY,
      { queueUrl: QUEUE_URL, policy: '{"Statement":[{"Resource":"*"}]}' },
      "a resource other than",
    ],
  ])("refuses %s", (_, type, inputs, reason) => {
    create(QUEUE, { name: "interruptions" });
    expect(() => create(type, inputs, "another")).toThrow(reason);
  });
});

describe("EventBridge in the sandbox", () => {
  it.each<[string, string, Inputs, string]>([
    ["a pattern that is not valid JSON", RULE, { name: "r", eventPattern: "source" }, "not JSON"],
    [
      "a pattern with a value that is not a list",
      RULE,
      { name: "r", eventPattern: '{"source":"aws.ec2"}' },
      "not a list",
    ],
    ["a name of 65 characters", RULE, { name: "r".repeat(65) }, "cannot be longer than 64 characters"],
    [
      "a target of a rule that does not exist",
      TARGET,
      { rule: "nowhere", targetId: "t" },
      "Rule nowhere does not exist",
    ],
  ])("refuses %s", (_, type, inputs, reason) => {
    expect(() => create(type, inputs)).toThrow(reason);
  });

  it("refuses to delete a rule that has targets", () => {
    create(RULE, { name: "spot", eventPattern: '{"source":["aws.ec2"]}' });
    const target = create(TARGET, { rule: "spot", targetId: "queue" });
    expect(deletion(RULE, "spot")).toThrow("since it has targets");
    cloud.delete(TARGET, target.id);
    expect(deletion(RULE, "spot")).not.toThrow();
  });
});

describe("IAM and Pod Identity in the sandbox", () => {
  beforeEach(() => {
    create(ROLE, { name: "controller", assumeRolePolicy: TRUST });
  });

  it("refuse to delete a role with an instance profile, and to create a profile of a role that does not exist", () => {
    const profile = create(PROFILE, { role: "controller" });
    expect(deletion(ROLE, "controller")).toThrow("must remove roles from instance profile first");
    expect(() => create(PROFILE, { role: "nobody" }, "another")).toThrow("nobody cannot be found");
    cloud.delete(PROFILE, profile.id);
    expect(deletion(ROLE, "controller")).not.toThrow();
  });

  it.each<[string, Inputs, string]>([
    ["of a cluster that does not exist", { clusterName: "nowhere" }, "No cluster found"],
    [
      "whose role does not trust Pod Identity",
      { roleArn: "arn:aws:iam::111122223333:role/ec2" },
      "does not trust pods.eks",
    ],
    ["of a service account that already has one", {}, "Association already exists: kube-system/karpenter"],
  ])("refuse an association %s", (_, change, reason) => {
    const trust = TRUST.replace("pods.eks", "ec2");
    create(ROLE, { name: "ec2", assumeRolePolicy: trust }, "ec2");
    const serviceAccount = { namespace: "kube-system", serviceAccount: "karpenter" };
    const inputs = { clusterName: "prod", ...serviceAccount, roleArn: ROLE_ARN };
    create(ASSOCIATION, inputs);
    expect(() => create(ASSOCIATION, { ...inputs, ...change }, "another")).toThrow(reason);
  });
});

describe("Helm in the sandbox", () => {
  const chart = { name: "karpenter", chart: "oci://public.ecr.aws/karpenter/karpenter", namespace: "kube-system" };

  it("refuses a chart of a registry without a version, a name that is in use, and an invalid name", () => {
    expect(() => create(RELEASE, chart)).toThrow("set version");
    create(RELEASE, { ...chart, version: "1.15.0" });
    expect(() => create(RELEASE, { ...chart, version: "1.15.0" }, "another")).toThrow("still in use: karpenter");
    expect(() => create(RELEASE, { ...chart, version: "1.15.0", name: "Karpenter" }, "x")).toThrow("name is invalid");
  });

  describe("with Karpenter's controller, which exits at its start if it cannot reach an API", () => {
    const release = { ...chart, version: "1.15.0" };
    const withArc = { ...release, values: { settings: { enableZonalShift: true } } };

    function endpoints(...services: readonly string[]): void {
      stands("aws:ec2/vpc:Vpc", "vpc", {});
      for (const service of services) {
        stands("aws:ec2/vpcEndpoint:VpcEndpoint", service, { serviceName: `com.amazonaws.eu-west-1.${service}` });
      }
    }

    function stands(type: string, id: string, state: Inputs): void {
      cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs: state, state });
    }

    it.each<[string, readonly string[], string]>([
      ["EC2", ["eks", "arc-zonal-shift"], "cannot reach ec2: ec2 api connectivity check failed"],
      ["EKS", ["ec2", "arc-zonal-shift"], "cannot reach eks: failed detecting cluster endpoint"],
      ["ARC", ["ec2", "eks"], "cannot reach arc-zonal-shift: panic: Unable to find Cluster in Zonal Shift"],
    ])("refuses the release without an endpoint of %s", (_, services, reason) => {
      endpoints(...services);
      expect(() => create(RELEASE, withArc)).toThrow(reason);
    });

    it("accepts the release with an endpoint of every API that its settings need", () => {
      endpoints("ec2", "eks");
      expect(() => create(RELEASE, release)).not.toThrow();
      endpoints("arc-zonal-shift");
      expect(() => create(RELEASE, { ...withArc, name: "another" }, "another")).not.toThrow();
    });

    it("accepts the release without endpoints in a VPC with a NAT gateway", () => {
      endpoints();
      stands("aws:ec2/route:Route", "route", { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" });
      expect(() => create(RELEASE, withArc)).not.toThrow();
    });
  });

  it("upgrades a release in place", () => {
    const olds = { ...chart, version: "1.14.0" };
    expect(cloud.diff(RELEASE, olds, { ...olds, version: "1.15.0" }).replaces).toEqual([]);
  });
});

describe("Karpenter's objects in the sandbox", () => {
  const nodeClass = {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: "apps" },
    spec: {
      instanceProfile: "nodes",
      subnetSelectorTerms: [{ id: "subnet-a" }],
      securityGroupSelectorTerms: [{ id: "sg-1" }],
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: "30Gi" } }],
      tags: { Project: "groundwork" },
    },
  };
  const nodePool = {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "apps" },
    spec: {
      template: { spec: { nodeClassRef: { name: "apps" }, requirements: [] } },
      disruption: { budgets: [{ nodes: "10%" }] },
    },
  };

  function install(...releases: readonly string[]): void {
    for (const name of releases) {
      const chart = `oci://public.ecr.aws/karpenter/${name}`;
      create(RELEASE, { name, chart, version: "1.15.0", namespace: "kube-system" }, name);
    }
    create(ROLE, { name: "nodes", assumeRolePolicy: TRUST }, "nodes");
    create(PROFILE, { name: "nodes", role: "nodes" }, "nodes");
  }

  it("are refused before the CRDs exist", () => {
    expect(() => create(NODE_POOL, nodePool)).toThrow('no matches for kind "NodePool" in version "karpenter.sh/v1"');
  });

  it("cannot be deleted without a controller, which deletes their nodes", () => {
    install("karpenter-crd", "karpenter");
    create(NODE_CLASS, nodeClass);
    create(NODE_POOL, nodePool);
    cloud.delete(RELEASE, "kube-system/karpenter");
    expect(deletion(NODE_POOL, "apps")).toThrow("no controller removes the finalizer");
  });

  it("can be deleted in the order of pool, then class, because nodes of the pool use the class", () => {
    install("karpenter-crd", "karpenter");
    create(NODE_CLASS, nodeClass);
    create(NODE_POOL, nodePool);
    expect(deletion(NODE_CLASS, "apps")).toThrow("nodes of NodePool apps use the EC2NodeClass");
    cloud.delete(NODE_POOL, "apps");
    expect(deletion(NODE_CLASS, "apps")).not.toThrow();
  });

  it.each<[string, Inputs, string]>([
    ["with a role beside the profile", { role: "nodes" }, "exactly one of"],
    ["with neither role nor profile", { instanceProfile: undefined }, "exactly one of"],
    ["with a profile that does not exist", { instanceProfile: "none" }, "instance profile none does not exist"],
    ["without subnets", { subnetSelectorTerms: [] }, "spec.subnetSelectorTerms"],
    ["without security groups", { securityGroupSelectorTerms: [] }, "spec.securityGroupSelectorTerms"],
    ["with a volume without a size", { blockDeviceMappings: [{ ebs: {} }] }, "volumeSize must be defined"],
    ["with a tag that Karpenter sets", { tags: { "karpenter.sh/nodepool": "x" } }, "restricted tag"],
  ])("are refused: a class %s", (_, change, reason) => {
    install("karpenter-crd", "karpenter");
    expect(() => create(NODE_CLASS, { ...nodeClass, spec: { ...nodeClass.spec, ...change } })).toThrow(reason);
  });

  it("can have the tag karpenter.sh/discovery", () => {
    install("karpenter-crd", "karpenter");
    const spec = { ...nodeClass.spec, tags: { "karpenter.sh/discovery": "prod" } };
    expect(() => create(NODE_CLASS, { ...nodeClass, spec })).not.toThrow();
  });

  const nodeClassRef = { name: "apps" };
  const withSpec = (spec: Inputs): Inputs => ({ template: { spec: { nodeClassRef, ...spec } } });
  const withRequirement = (key: string, operator = "Exists", values: readonly string[] = []): Inputs =>
    withSpec({ requirements: [{ key, operator, values }] });
  const withLabels = (labels: Inputs): Inputs => ({ template: { metadata: { labels }, spec: { nodeClassRef } } });
  const withBudget = (budget: Inputs): Inputs => ({ disruption: { budgets: [budget] } });
  const labels = (count: number): Inputs =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, "x"]));

  it.each<[string, Inputs, string]>([
    ["without a class", { template: { spec: {} } }, "name may not be empty"],
    ["with an empty requirement", withRequirement("k", "In"), "must have a value defined: k"],
    [
      "that compares with a value that is not a number",
      withRequirement("k", "Gt", ["five"]),
      "must have a single positive integer value",
    ],
    ["with a misspelt label", withRequirement("karpenter.k8s.aws/instance-familly"), 'domain "karpenter.k8s.aws"'],
    ["with a label that Karpenter sets", withRequirement("karpenter.sh/registered"), 'domain "karpenter.sh"'],
    [
      "with a requirement on the host name",
      withRequirement("kubernetes.io/hostname"),
      'label "kubernetes.io/hostname" is restricted',
    ],
    [
      "with an invalid tenancy",
      withRequirement("karpenter.k8s.aws/instance-tenancy", "In", ["shared"]),
      "Ready stays false",
    ],
    [
      "whose nodes have a label in the domain of the AWS provider",
      withLabels({ "karpenter.k8s.aws/team": "x" }),
      'domain "karpenter.k8s.aws"',
    ],
    ["whose nodes have an invalid label value", withLabels({ team: "web team" }), "Invalid value: web team"],
    ["with too many labels", withLabels(labels(101)), "at most 100 items"],
    [
      "with a duplicate taint",
      withSpec({
        taints: [
          { key: "a", value: "b", effect: "NoSchedule" },
          { key: "a", effect: "NoSchedule" },
        ],
      }),
      "duplicate taint Key/Effect pair a=NoSchedule",
    ],
    ["with an invalid taint", withSpec({ taints: [{ key: "-a", effect: "NoSchedule" }] }), "Invalid value: -a"],
    [
      "whose nodes expire after a number of days, which is not a Go duration",
      withSpec({ expireAfter: "30d" }),
      "expireAfter: Invalid value: 30d",
    ],
    ["with a schedule without a duration", withBudget({ nodes: "0", schedule: "@daily" }), "must be set with"],
    [
      "with an invalid schedule",
      withBudget({ nodes: "0", schedule: "daily", duration: "8h" }),
      "budgets.schedule: Invalid value: daily",
    ],
    ["with a disruption budget of 101 %", withBudget({ nodes: "101%" }), "budgets.nodes: Invalid value: 101%"],
  ])("are refused: a pool %s", (_, change, reason) => {
    install("karpenter-crd", "karpenter");
    expect(() => create(NODE_POOL, { ...nodePool, spec: { ...nodePool.spec, ...change } })).toThrow(reason);
  });
});
