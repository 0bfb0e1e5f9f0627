import { loadBalancerPolicy } from "../../../components/cluster/controllers/load-balancer-policy";
import { type RecordedResource, type Recording, key } from "../../support/record";
import { FAN_OUT, KARPENTER, NAMESPACE, recordCluster, waitsFor } from "./fixture";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const LOAD_BALANCERS = "cluster-load-balancers";
const SECRETS = "cluster-external-secrets";
const SYSTEM = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster({
    optionalAddons: { "cert-manager": { version: "v1.21.0-eksbuild.2" } },
    loadBalancerController: { version: "3.5.0", isolatedVpc: false },
    externalSecrets: { version: "2.11.0", clusterStore: { name: "aws-secrets-manager", namespaces: ["apps"] } },
    keda: { version: "2.21.1", queues: ["orders", "mails-*"], cloudWatchMetrics: true },
    karpenter: KARPENTER,
    namespaces: { apps: NAMESPACE },
  });
});

function release(name: string): RecordedResource {
  return recording.one(RELEASE, `${name}-release`);
}

/** A component's `dependsOn` holds for its children. */
function needsOf(component: string): ReadonlySet<string> {
  return waitsFor(recording, recording.one(component));
}

describe.each([
  {
    name: LOAD_BALANCERS,
    chart: "aws-load-balancer-controller",
    repo: "https://aws.github.io/eks-charts",
    version: "3.5.0",
    namespace: "kube-system",
  },
  {
    name: SECRETS,
    chart: "external-secrets",
    repo: "https://charts.external-secrets.io",
    version: "2.11.0",
    namespace: "external-secrets",
  },
])("the chart $chart", ({ name, chart, repo, version, namespace }) => {
  it("is installed from its repository in a pinned version, and rolls back when it does not become ready", () => {
    expect(release(name).inputs).toMatchObject({
      name: chart,
      chart,
      repositoryOpts: { repo },
      version,
      namespace,
      atomic: true,
      timeout: 600,
    });
  });

  it("gets its permissions from Pod Identity, before its first pod starts (aws/eks-pod-identity-agent#52)", () => {
    const association = recording.one(ASSOCIATION, `${name}-pod-identity`);
    expect(association.inputs).toMatchObject({
      namespace,
      serviceAccount: chart,
      roleArn: recording.one("aws:iam/role:Role", `${name}-role`).state["arn"],
    });
    expect(release(name).inputs["values"]).toMatchObject({ serviceAccount: { name: chart } });
    expect(waitsFor(recording, release(name))).toContain(key(association));
    expect(waitsFor(recording, association)).toContain(`aws:iam/rolePolicy:RolePolicy::${name}-policy`);
  });

  it("has two replicas that tolerate the taint of system nodes, and a disruption budget", () => {
    expect(release(name).inputs["values"]).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: expect.any(Object) as unknown,
      tolerations: SYSTEM,
    });
  });
});

describe("the load balancer controller", () => {
  it("gets the cluster name, Region and VPC ID as values, because it cannot read the instance metadata (kubernetes-sigs/aws-load-balancer-controller#4307)", () => {
    expect(release(LOAD_BALANCERS).inputs["values"]).toMatchObject({
      clusterName: "groundwork-prod",
      region: "eu-west-1",
      vpcId: expect.stringMatching(/^vpc-/) as unknown,
    });
  });

  it("gives load balancers the platform's tags", () => {
    expect(release(LOAD_BALANCERS).inputs["values"]).toMatchObject({ defaultTags: FAN_OUT.tags });
  });

  it("does not call AWS WAF Classic, which is shut down, and has no permissions for it", () => {
    expect(release(LOAD_BALANCERS).inputs["values"]).toMatchObject({ enableWaf: false });
    expect(loadBalancerPolicy()).not.toContain("waf-regional:");
    expect(loadBalancerPolicy()).toContain("wafv2:AssociateWebACL");
  });

  it("is created after every add-on, because its webhook intercepts their Services", () => {
    const addons = recording.ofType("aws:eks/addon:Addon").map(key);
    expect(addons).toHaveLength(8);
    expect([...needsOf("groundwork:cluster:LoadBalancerController")]).toEqual(expect.arrayContaining(addons));
  });

  it.each(["groundwork:cluster:ExternalSecrets", "groundwork:cluster:Karpenter"])(
    "is created before %s",
    (component) => {
      expect(needsOf(component)).toContain(key(release(LOAD_BALANCERS)));
    },
  );

  it("is deleted after the namespaces, whose Services and Ingresses have load balancers", () => {
    const needed = needsOf("groundwork:cluster:NamespaceBaseline");
    expect([...needed]).toEqual(expect.arrayContaining([key(release(LOAD_BALANCERS)), key(release(SECRETS))]));
  });
});

describe("External Secrets", () => {
  it("runs in a separate namespace, which enforces the restricted Pod Security Standard", () => {
    const namespace = recording.one("kubernetes:core/v1:Namespace", `${SECRETS}-namespace`);
    expect(namespace.inputs["metadata"]).toMatchObject({
      name: "external-secrets",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    expect(waitsFor(recording, release(SECRETS))).toContain(key(namespace));
  });

  it("can read only secrets with the prefix of the platform", () => {
    const { inputs } = recording.one("aws:iam/rolePolicy:RolePolicy", `${SECRETS}-policy`);
    expect(inputs["policy"]).toContain("arn:aws:secretsmanager:eu-west-1:111122223333:secret:groundwork-prod/*");
  });

  it("has its Region as an environment variable, and tolerations on all its pods", () => {
    expect(release(SECRETS).inputs["values"]).toMatchObject({
      extraEnv: [{ name: "AWS_REGION", value: "eu-west-1" }],
      leaderElect: true,
      webhook: { replicaCount: 2, tolerations: SYSTEM },
      certController: { tolerations: SYSTEM },
    });
  });
});

describe("KEDA", () => {
  const KEDA = "cluster-keda";
  const SERVICE_ACCOUNT = "keda-operator";

  function policyOf(recorded: Recording<unknown>): unknown {
    return JSON.parse(String(recorded.one("aws:iam/rolePolicy:RolePolicy", `${KEDA}-policy`).inputs["policy"]));
  }

  it("is installed in a pinned version, in a namespace that enforces the restricted Pod Security Standard", () => {
    const namespace = recording.one("kubernetes:core/v1:Namespace", `${KEDA}-namespace`);
    expect(namespace.inputs["metadata"]).toMatchObject({
      name: "keda",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    expect(release(KEDA).inputs).toMatchObject({
      chart: "keda",
      repositoryOpts: { repo: "https://kedacore.github.io/charts" },
      version: "2.21.1",
      namespace: "keda",
      atomic: true,
    });
    expect(waitsFor(recording, release(KEDA))).toContain(key(namespace));
  });

  it("has the permissions of its operator before that starts", () => {
    const association = recording.one(ASSOCIATION, `${KEDA}-pod-identity`);
    expect(association.inputs).toMatchObject({ namespace: "keda", serviceAccount: SERVICE_ACCOUNT });
    expect(release(KEDA).inputs["values"]).toMatchObject({ serviceAccount: { operator: { name: SERVICE_ACCOUNT } } });
    expect(waitsFor(recording, release(KEDA))).toContain(key(association));
  });

  it("can read the length of the named queues, and metrics of its Region, and nothing else", () => {
    expect(policyOf(recording)).toMatchObject({
      Statement: [
        {
          Action: "sqs:GetQueueAttributes",
          Resource: ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:sqs:eu-west-1:111122223333:mails-*"],
        },
        {
          Action: "cloudwatch:GetMetricData",
          Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
        },
      ],
    });
  });

  it("can read queues with the prefix of the platform and no metrics by default", async () => {
    const plain = await recordCluster({ keda: { version: "2.21.1", cloudWatchMetrics: false } });
    expect(policyOf(plain)).toMatchObject({
      Statement: [
        {
          Action: "sqs:GetQueueAttributes",
          Resource: ["arn:aws:sqs:eu-west-1:111122223333:groundwork-prod-*"],
        },
      ],
    });
    expect((policyOf(plain) as { Statement: unknown[] }).Statement).toHaveLength(1);
  });

  it("has two replicas of each Deployment with a disruption budget, which tolerate the taint of system nodes", () => {
    const budget = { maxUnavailable: 1 };
    expect(release(KEDA).inputs["values"]).toMatchObject({
      operator: { replicaCount: 2 },
      metricsServer: { replicaCount: 2 },
      webhooks: { replicaCount: 2 },
      podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
      tolerations: SYSTEM,
    });
  });

  it("can read neither Secrets of other namespaces nor every kind of object", () => {
    expect(release(KEDA).inputs["values"]).toMatchObject({
      rbac: { enabledCustomScaledRefKinds: false },
      permissions: { operator: { restrict: { secret: true } }, metricServer: { restrict: { secret: true } } },
    });
  });

  it("is created after every add-on, and deleted before them", () => {
    const addons = recording.ofType("aws:eks/addon:Addon").map(key);
    expect([...needsOf("groundwork:cluster:Keda")]).toEqual(expect.arrayContaining(addons));
  });
});

it("a cluster has no controller by default", async () => {
  const { resources } = await recordCluster();
  expect(resources.filter(({ type }) => type === RELEASE || type === ASSOCIATION)).toEqual([]);
});

describe("the load balancer controller in a VPC without internet access", () => {
  const DISABLED = { enableShield: false, enableWaf: false, enableWafv2: false };

  it.each([
    [false, expect.not.objectContaining(DISABLED)],
    [true, expect.objectContaining(DISABLED)],
  ])("calls WAF and Shield unless isolatedVpc is true: %s", async (isolatedVpc, values) => {
    const isolated = await recordCluster({ loadBalancerController: { version: "3.5.0", isolatedVpc } });
    expect(isolated.one(RELEASE, `${LOAD_BALANCERS}-release`).inputs["values"]).toEqual(values);
  });
});

describe("the secret store for namespaces", () => {
  const STORE = "kubernetes:external-secrets.io/v1:ClusterSecretStore";

  it("reads Secrets Manager with the permissions of the operator, for the named namespaces only", () => {
    const { inputs } = recording.one(STORE);
    expect(inputs["metadata"]).toMatchObject({ name: "aws-secrets-manager" });
    expect(inputs["spec"]).toEqual({
      provider: { aws: { service: "SecretsManager", region: expect.any(String) as unknown } },
      conditions: [{ namespaces: ["apps"] }],
    });
  });

  it("is created after the release with its CRD, and only if it is configured", async () => {
    expect(waitsFor(recording, recording.one(STORE))).toContain(key(release(SECRETS)));
    const without = await recordCluster({ externalSecrets: { version: "2.11.0" } });
    expect(without.ofType(STORE)).toEqual([]);
  });
});
