import { lockedAddonVersion, OPTIONAL_ADDONS } from "../../../domain/cluster/addon-versions";
import { type Edits, problemsWith, warningsWith } from "./fixtures";

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
    ["charts as they come", { "cluster.loadBalancerController": {}, "cluster.externalSecrets": {} }],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "one without a version for this Kubernetes version",
      optional({ "snapshot-controller": {} }, "1.34"),
      [
        `${AT}.snapshot-controller.version: This release has no tested version of the add-on for \`cluster.version\`, so \`version\` is required.`,
      ],
    ],
    [
      "one without a version for any",
      optional({ "kube-state-metrics": {} }),
      [
        `${AT}.kube-state-metrics.version: This release has no tested version of the add-on for \`cluster.version\`, so \`version\` is required.`,
      ],
    ],
    [
      "a bucket that is not there",
      mounted({ data: "read-only", dta: "read-only" }),
      [`${AT}.${S3}.buckets.dta: There is no such bucket.`],
    ],
    [
      "a driver that takes no Pod Identity",
      mounted({ data: "read-only" }, "v1.15.0-eksbuild.1"),
      [`${AT}.${S3}.version: Version 1 of the driver takes no rights by Pod Identity: every mount would be refused.`],
    ],
    [
      "a namespace that an add-on brings",
      { ...optional({ "external-dns": { zones: { "a.com": "Z1" } } }), "cluster.namespaces": { "external-dns": {} } },
      [
        "cluster.namespaces.external-dns: Comes with an add-on, whose pods would not run under the rules of a namespace of yours.",
      ],
    ],
    [
      "the namespace of External Secrets",
      { "cluster.externalSecrets": {}, "cluster.namespaces": { "external-secrets": {} } },
      [
        "cluster.namespaces.external-secrets: Comes with an add-on, whose pods would not run under the rules of a namespace of yours.",
      ],
    ],
    ["no bucket", mounted({}), [`${AT}.${S3}.buckets: No bucket: pods could mount nothing.`]],
    [
      "no zone",
      optional({ "external-dns": { zones: {} } }),
      [`${AT}.external-dns.zones: No zone: there would be nothing to write records to.`],
    ],
  ])("refuse %s", (_, edits, expected) => {
    expect(problemsWith(edits)).toEqual(expected);
  });

  it.each(["loadBalancerController", "externalSecrets"])("warn where the images of %s are out of reach", (key) => {
    expect(warningsWith({ "network.nat": "none", [`cluster.${key}`]: {} })).toContainEqual(
      expect.stringMatching(new RegExp(`^cluster\\.${key}: Without NAT nodes pull its images from`)),
    );
  });
});

describe("the lock of optional add-ons", () => {
  it.each(["1.34", "1.35", "1.36"])("holds versions as EKS writes them, for %s", (version) => {
    const locked = OPTIONAL_ADDONS.map((addon) => lockedAddonVersion(addon, version)).filter(
      (found) => found !== undefined,
    );
    expect(locked.length).toBeGreaterThan(0);
    for (const found of locked) expect(found).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
  });
});

describe("rules on the add-ons of every cluster", () => {
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
