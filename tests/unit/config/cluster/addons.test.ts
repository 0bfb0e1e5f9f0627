import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const AT = "cluster.optionalAddons";
const S3 = "aws-mountpoint-s3-csi-driver";

function optional(addons: object, version = "1.35"): Edits {
  return { "cluster.version": version, "cluster.optionalAddons": addons };
}

function mounted(buckets: object, version = "v2.8.0-eksbuild.1"): Edits {
  return { "storage.buckets": { data: { noncurrentExpirationDays: 30 } }, ...optional({ [S3]: { version, buckets } }) };
}

describe("rules on add-ons", () => {
  it.each<[string, Edits]>([
    ["one with a locked version", optional({ "snapshot-controller": {} })],
    ["one with a version of its own", optional({ "kube-state-metrics": { version: "v2.19.1-eksbuild.2" } })],
    ["zones by domain", optional({ "external-dns": { zones: { "shop.example.com": "Z0123456789ABCDEFGHIJ" } } })],
    ["a bucket of the platform", mounted({ data: "read-write" })],
    [
      "charts as they come",
      { "cluster.loadBalancerController": {}, "cluster.externalSecrets": {}, "cluster.keda": {} },
    ],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "one without a version for this Kubernetes version",
      optional({ "snapshot-controller": {} }, "1.34"),
      [`${AT}.snapshot-controller.version: cluster/addon-version-required`],
    ],
    [
      "one without a version for any",
      optional({ "kube-state-metrics": {} }),
      [`${AT}.kube-state-metrics.version: cluster/addon-version-required`],
    ],
    [
      "a bucket that is not there",
      mounted({ data: "read-only", dta: "read-only" }),
      [`${AT}.${S3}.buckets.dta: cluster/mounted-bucket-missing`],
    ],
    [
      "a driver that takes no Pod Identity",
      mounted({ data: "read-only" }, "v1.15.0-eksbuild.1"),
      [`${AT}.${S3}.version: cluster/s3-driver-without-pod-identity`],
    ],
    [
      "a namespace that an add-on brings",
      { ...optional({ "external-dns": { zones: { "a.com": "Z1" } } }), "cluster.namespaces": { "external-dns": {} } },
      ["cluster.namespaces.external-dns: cluster/namespace-of-addon"],
    ],
    [
      "the namespace of External Secrets",
      { "cluster.externalSecrets": {}, "cluster.namespaces": { "external-secrets": {} } },
      ["cluster.namespaces.external-secrets: cluster/namespace-of-addon"],
    ],
    [
      "the namespace of KEDA",
      { "cluster.keda": {}, "cluster.namespaces": { keda: {} } },
      ["cluster.namespaces.keda: cluster/namespace-of-addon"],
    ],
    ["no bucket", mounted({}), [`${AT}.${S3}.buckets: schema/invalid-value`]],
    [
      "no zone",
      optional({ "external-dns": { zones: {} } }),
      [`${AT}.external-dns: cluster/external-dns-without-zones`],
    ],
  ])("refuse %s", (_, edits, expected) => {
    expect(problemsWith(edits)).toEqual(expected);
  });

  it.each(["loadBalancerController", "externalSecrets", "keda"])(
    "warn where the images of %s are out of reach",
    (key) => {
      expect(warningsWith({ "network.nat": "none", [`cluster.${key}`]: {} })).toContainEqual(
        `cluster.${key}: cluster/chart-images-unreachable`,
      );
    },
  );
});

describe("rules on the add-ons of every cluster", () => {
  it.each<[string, object]>([
    ["an add-on newer than the locked version", { coredns: { version: "v1.15.0-eksbuild.1" } }],
    [
      "a kube-proxy three minor versions older than the API server",
      { "kube-proxy": { version: "v1.33.10-eksbuild.21" } },
    ],
  ])("allow %s", (_, addons) => {
    expect(problemsWith({ "cluster.addons": addons })).toEqual([]);
  });

  it.each<[string, Edits]>([
    [
      "newer than the API server",
      { "cluster.version": "1.35", "cluster.addons": { "kube-proxy": { version: "v1.36.0-eksbuild.1" } } },
    ],
    [
      "four minor versions older than the API server",
      { "cluster.addons": { "kube-proxy": { version: "v1.32.0-eksbuild.1" } } },
    ],
  ])("refuse a kube-proxy %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual(["cluster.addons.kube-proxy.version: cluster/kube-proxy-version-skew"]);
  });

  it("ask for add-on versions where none are locked, and for no more than those", () => {
    const stated = { "vpc-cni": { version: "v1.22.4-eksbuild.3" }, coredns: { version: "v1.12.4-eksbuild.29" } };
    const edits = { "cluster.version": "1.33", "cluster.supportType": "EXTENDED", "cluster.addons": stated };
    expect(problemsWith(edits).map((problem) => problem.split(":")[0])).toEqual(
      ["aws-ebs-csi-driver", "eks-node-monitoring-agent", "eks-pod-identity-agent", "kube-proxy", "metrics-server"].map(
        (addon) => `cluster.addons.${addon}.version`,
      ),
    );
  });
});

describe("configuration of add-ons and values of charts", () => {
  it("reach the configuration as they are written", () => {
    const { config } = verdictOn({
      "cluster.addons": { coredns: { configuration: { autoScaling: { maxReplicas: 20 } } } },
      "cluster.optionalAddons": { "snapshot-controller": { configuration: { replicaCount: 3 } } },
      "cluster.externalSecrets": { values: { concurrent: 5 } },
      "cluster.version": "1.35",
    });
    expect(config?.cluster.addons.coredns).toEqual({
      version: "v1.13.2-eksbuild.21",
      configuration: { autoScaling: { maxReplicas: 20 } },
    });
    expect(config?.cluster.optionalAddons["snapshot-controller"]?.configuration).toEqual({ replicaCount: 3 });
    expect(config?.cluster.externalSecrets?.values).toEqual({ concurrent: 5 });
  });
});

describe("extra add-ons", () => {
  const FSX = { version: "v1.7.0-eksbuild.1" };

  it("are accepted by any name that the platform does not configure itself", () => {
    const policyArns = ["arn:aws:iam::aws:policy/AmazonFSxFullAccess"];
    const edits = {
      "cluster.extraAddons": {
        "aws-fsx-csi-driver": { ...FSX, serviceAccounts: { "fsx-csi-controller-sa": { policyArns } } },
        datadog_operator: { ...FSX, configuration: { replicaCount: 2 } },
      },
    };
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["an optional add-on", { "cert-manager": FSX }, "cluster.extraAddons.cert-manager: schema/invalid-key"],
    ["a core add-on", { coredns: FSX }, "cluster.extraAddons.coredns: schema/invalid-key"],
    ["no version", { adot: {} }, "cluster.extraAddons.adot.version: schema/missing-key"],
    [
      "a service account without policies",
      { adot: { ...FSX, serviceAccounts: { collector: { policyArns: [] } } } },
      "cluster.extraAddons.adot.serviceAccounts.collector.policyArns: schema/wrong-number-of-entries",
    ],
  ])("are refused with %s", (_, extraAddons, expected) => {
    expect(problemsWith({ "cluster.extraAddons": extraAddons })).toEqual([expected]);
  });
});

describe("the secret store for namespaces", () => {
  const store = (namespaces: readonly string[]): Edits => ({
    "cluster.namespaces": { web: {} },
    "cluster.externalSecrets": { clusterStore: { namespaces } },
  });

  it("is accepted for namespaces of the platform", () => {
    expect(problemsWith(store(["web"]))).toEqual([]);
  });

  it("is refused for other namespaces", () => {
    expect(problemsWith(store(["web", "wbe"]))).toEqual([
      "cluster.externalSecrets.clusterStore.namespaces[1]: cluster/secret-store-of-unknown-namespace",
    ]);
  });
});

describe("KEDA", () => {
  it.each<[string, Edits]>([
    ["a release that is tested with the Kubernetes version", { "cluster.version": "1.36", "cluster.keda": {} }],
    [
      "an older one",
      { "cluster.version": "1.33", "cluster.supportType": "EXTENDED", "cluster.keda": { version: "2.20.2" } },
    ],
    ["one that is newer than the table", { "cluster.version": "1.36", "cluster.keda": { version: "2.99.0" } }],
  ])("is accepted in %s", (_, edits) => {
    expect(warningsWith(edits).filter((line) => line.startsWith("cluster.keda"))).toEqual([]);
  });

  it("is accepted with a warning in a release that is not tested with the Kubernetes version", () => {
    const edits = { "cluster.version": "1.36", "cluster.keda": { version: "2.20.2" } };
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(["cluster.keda.version: cluster/keda-untested-version"]);
  });

  it.each([
    ["names of queues", ["orders", "invoices-*", "mails.fifo"], []],
    [
      "a URL",
      ["https://sqs.eu-west-1.amazonaws.com/111122223333/orders"],
      ["cluster.keda.queues[0]: schema/wrong-form"],
    ],
    ["a name of 81 characters", ["q".repeat(81)], ["cluster.keda.queues[0]: schema/wrong-form"]],
    ["no queue", [], ["cluster.keda.queues: schema/wrong-number-of-entries"]],
    [
      "51 names",
      Array.from({ length: 51 }, (_, index) => `queue-${index}`),
      ["cluster.keda.queues: schema/wrong-number-of-entries"],
    ],
  ])("reads %s in `queues`", (_, queues, expected) => {
    expect(problemsWith({ "cluster.keda": { queues } })).toEqual(expected);
  });
});
