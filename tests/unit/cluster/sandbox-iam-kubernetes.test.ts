import { Cloud } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Inputs = Record<string, unknown>;

const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";

const TRUST =
  '{"Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

let cloud: Cloud;

beforeEach(() => {
  cloud = new Cloud(new World());
});

function create(type: string, inputs: Inputs, name = "it"): WorldObject {
  return cloud.create(type, name, inputs, TEST_SCOPE);
}

function deletion(type: string, id: string): () => void {
  return () => {
    cloud.delete(type, id);
  };
}

function createRole(): void {
  create(ROLE, { name: "control-plane", assumeRolePolicy: TRUST });
  create(ATTACHMENT, { role: "control-plane", policyArn: CLUSTER_POLICY });
}

describe("IAM, CloudWatch Logs and Auto Scaling in the sandbox refuse", () => {
  it("to delete a role that has policies", () => {
    createRole();
    expect(deletion(ROLE, "control-plane")).toThrow("must detach all policies first");
  });

  it.each<[string, string, Inputs, string]>([
    ["a policy that AWS does not have", ATTACHMENT, { policyArn: `${CLUSTER_POLICY}s` }, "not attachable"],
    [
      "a policy of a role that does not exist",
      ATTACHMENT,
      { role: "nobody", policyArn: CLUSTER_POLICY },
      "nobody cannot be found",
    ],
    ["a role whose trust policy is not valid JSON", ROLE, { name: "x", assumeRolePolicy: "{" }, "not valid JSON"],
    [
      "a role whose trust policy has no principal",
      ROLE,
      { name: "x", assumeRolePolicy: '{"Statement":[{}]}' },
      "each of them a Principal",
    ],
    ["a role name of 65 characters", ROLE, { name: "x".repeat(65), assumeRolePolicy: TRUST }, "longer than 64"],
    ["a retention that CloudWatch Logs does not offer", LOG_GROUP, { name: "x", retentionInDays: 45 }, "45 days"],
  ])("%s", (_, type, inputs, reason) => {
    createRole();
    expect(() => create(type, { role: "control-plane", ...inputs }, "another")).toThrow(reason);
  });

  it("to delete a log group with deletion protection", () => {
    create(LOG_GROUP, { name: "audit", deletionProtectionEnabled: true });
    expect(deletion(LOG_GROUP, "audit")).toThrow("deletion protection");
  });

  it("to tag an Auto Scaling group that does not exist", () => {
    const tag = { key: "Owner", value: "us", propagateAtLaunch: false };
    expect(() => create("aws:autoscaling/tag:Tag", { autoscalingGroupName: "none", tag })).toThrow(
      "no such group: none",
    );
  });
});

describe("Kubernetes objects in the sandbox", () => {
  const limits = { metadata: { name: "defaults", namespace: "apps" } };

  it("need an existing namespace", () => {
    expect(() => create("kubernetes:core/v1:LimitRange", limits)).toThrow('namespaces "apps" not found');
    create(NAMESPACE, { metadata: { name: "apps" } });
    expect(create("kubernetes:core/v1:LimitRange", limits).id).toBe("apps/defaults");
  });

  it("can be in namespaces that Kubernetes creates", () => {
    expect(create("kubernetes:core/v1:ConfigMap", { metadata: { name: "x", namespace: "kube-system" } }).id).toBe(
      "kube-system/x",
    );
  });

  it("have unique names", () => {
    create(NAMESPACE, { metadata: { name: "apps" } });
    expect(() => create(NAMESPACE, { metadata: { name: "apps" } }, "again")).toThrow("already exists");
  });

  it("have names that Kubernetes accepts", () => {
    expect(() => create(NAMESPACE, { metadata: { name: "Apps" } })).toThrow('Invalid value: "Apps"');
  });

  it("are replaced when their name or namespace changes, and a StorageClass when its parameters change", () => {
    const olds = { metadata: { name: "a", namespace: "x" }, parameters: { type: "gp2" } };
    const replacesOf = (type: string, change: Inputs): unknown =>
      cloud.diff(type, olds, { ...olds, ...change }).replaces;
    expect(replacesOf(NAMESPACE, { metadata: { name: "b", namespace: "x" } })).toEqual(["metadata.name"]);
    expect(replacesOf(NAMESPACE, { metadata: { name: "a", namespace: "y" } })).toEqual(["metadata.namespace"]);
    expect(replacesOf(NAMESPACE, { metadata: { name: "a", namespace: "x", labels: { l: "m" } } })).toEqual([]);
    expect(replacesOf(STORAGE_CLASS, { parameters: { type: "gp3" } })).toEqual(["parameters.type"]);
  });

  it.each<[string, Inputs, Inputs, readonly string[]]>([
    ["apps/v1:Deployment", { spec: { selector: { matchLabels: { a: "1" } } } }, { spec: { selector: {} } }, ["spec"]],
    ["apps/v1:Deployment", { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, []],
    [
      "rbac.authorization.k8s.io/v1:RoleBinding",
      { roleRef: { name: "view" } },
      { roleRef: { name: "edit" } },
      ["roleRef"],
    ],
    ["rbac.authorization.k8s.io/v1:RoleBinding", { subjects: [] }, { subjects: [{ name: "web" }] }, []],
    ["core/v1:Service", { spec: { selector: { a: "1" } } }, { spec: { selector: { a: "2" } } }, []],
    ["core/v1:ConfigMap", { data: { a: "1" } }, { data: { a: "2" } }, []],
  ])("of type %s are replaced by a change from %j to %j because of %j", (kind, from, to, replaced) => {
    const metadata = { metadata: { name: "a", namespace: "x" } };
    const { replaces } = cloud.diff(`kubernetes:${kind}`, { ...metadata, ...from }, { ...metadata, ...to });
    expect(replaces.map((path) => path.split(".")[0])).toEqual(replaced);
  });

  it.each<[string, string, Inputs, Inputs]>([
    [STORAGE_CLASS, "reclaimPolicy", { reclaimPolicy: "Delete" }, { reclaimPolicy: "Retain" }],
    ["kubernetes:scheduling.k8s.io/v1:PriorityClass", "value", { value: 0 }, { value: 10 }],
  ])("of type %s cannot change %s, which neither the provider nor the API server replaces", (type, field, from, to) => {
    const { inputs } = create(type, { metadata: { name: "a" }, ...from });
    expect(() => cloud.update(type, "a", { ...inputs, ...to }, TEST_SCOPE)).toThrow(
      `updates to ${field} are forbidden`,
    );
  });
});
