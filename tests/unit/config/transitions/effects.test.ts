import type { Edits } from "../fixtures";
import { problemsOf, warningsOf } from "./fixtures";

const group = (settings: object): Edits => ({
  "cluster.nodeGroups": { main: { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3, ...settings } },
});
const bucket = (settings: object): Edits => ({ "storage.buckets": { data: settings } });
const WEB_ACL: Edits = { "cluster.webAcl": {}, "cluster.loadBalancerController": {} };
const KEPT = { noncurrentExpirationDays: 30 };

const CHANGES: readonly (readonly [what: string, before: Edits, after: Edits, warnings: readonly string[]])[] = [
  [
    "instance types of a node group",
    group({}),
    group({ instanceTypes: ["m7g.xlarge"] }),
    ["cluster.nodeGroups.main.instanceTypes: transitions/node-group-replaced"],
  ],
  [
    "a zone, which node groups without `zones` use",
    { ...group({}), "network.zones": ["a", "b"] },
    { ...group({}), "network.zones": ["a", "b", "c"] },
    ["cluster.nodeGroups.main.zones: transitions/node-group-replaced"],
  ],
  [
    "a zone, which node groups with `perZone` do not use",
    { ...group({ perZone: true }), "network.zones": ["a", "b"] },
    { ...group({ perZone: true }), "network.zones": ["a", "b", "c"] },
    [],
  ],
  [
    "the disk of a node group",
    group({}),
    group({ diskSizeGiB: 50 }),
    ["cluster.nodeGroups.main.diskSizeGiB: transitions/nodes-replaced"],
  ],
  [
    "the Bottlerocket settings of a node group",
    group({ amiType: "BOTTLEROCKET_ARM_64" }),
    group({ amiType: "BOTTLEROCKET_ARM_64", bottlerocket: { maxPods: 50 } }),
    ["cluster.nodeGroups.main.bottlerocket: transitions/nodes-replaced"],
  ],
  [
    "the desired size of a node group",
    group({}),
    group({ desiredSize: 2 }),
    ["cluster.nodeGroups.main.desiredSize: transitions/desired-size-ignored"],
  ],
  ["a web ACL that is removed", WEB_ACL, {}, ["cluster.webAcl: transitions/web-acl-deleted"]],
  ["a web ACL that is added", {}, WEB_ACL, []],
  ["the size of a node group", group({}), group({ maxSize: 5 }), []],
  ["labels of a node group", group({}), group({ labels: { tier: "web" } }), []],
  ["a tag", {}, { "tags.owner": "platform" }, ["tags: transitions/tags-replace-nodes"]],
  ["the key of a tag", {}, { "tags.keys": { owner: "acme:owner" } }, ["tags: transitions/tags-replace-nodes"]],
  ["a rule about tags", {}, { "tags.required": { Owner: { pattern: "[a-z]+" } } }, []],
  [
    "NAT gateways",
    { "network.nat": "single" },
    { "network.nat": "per-zone" },
    ["network.nat: transitions/public-addresses-change"],
  ],
  [
    "the class of a bucket to scratch",
    bucket(KEPT),
    bucket({ class: "scratch" }),
    [
      "storage.buckets.data.class: transitions/bucket-class-weakened",
      "storage.buckets.data.expirationDays: transitions/objects-expire-sooner",
    ],
  ],
  [
    "the class of a bucket from archive to data",
    bucket({ class: "archive" }),
    bucket(KEPT),
    ["storage.buckets.data.class: transitions/bucket-class-weakened"],
  ],
  [
    "a shorter time for versions",
    bucket(KEPT),
    bucket({ noncurrentExpirationDays: 7 }),
    ["storage.buckets.data.noncurrentExpirationDays: transitions/objects-expire-sooner"],
  ],
  [
    "the class of a bucket to archive",
    bucket(KEPT),
    bucket({ class: "archive" }),
    ["storage.buckets.data.transitions: transitions/objects-archived"],
  ],
  [
    "an earlier transition of versions to an archive class",
    bucket({ noncurrentExpirationDays: 400, noncurrentTransitions: [{ days: 20, storageClass: "GLACIER" }] }),
    bucket({ noncurrentExpirationDays: 400, noncurrentTransitions: [{ days: 10, storageClass: "GLACIER" }] }),
    ["storage.buckets.data.noncurrentTransitions: transitions/objects-archived"],
  ],
  [
    "transitions that are not to an archive class, or later than before",
    bucket({ ...KEPT, transitions: [{ days: 90, storageClass: "GLACIER_IR" }] }),
    bucket({
      ...KEPT,
      transitions: [
        { days: 30, storageClass: "STANDARD_IA" },
        { days: 120, storageClass: "GLACIER_IR" },
      ],
    }),
    [],
  ],
  [
    "the deletion protection of storage",
    bucket(KEPT),
    { ...bucket(KEPT), "storage.deletionProtection": false },
    ["storage.buckets.data: transitions/protection-removed"],
  ],
  [
    "the protection of one bucket, by `teardown`",
    { "storage.buckets": { data: KEPT, more: KEPT } },
    { "storage.buckets": { data: KEPT, more: KEPT }, teardown: ["storage.buckets.more"] },
    ["storage.buckets.more: transitions/protection-removed"],
  ],
  [
    "the deletion of buckets without protection",
    { "storage.buckets": { data: KEPT, tmp: { class: "scratch" } }, "storage.deletionProtection": false },
    { "storage.buckets": {}, "storage.deletionProtection": false },
    ["storage.buckets.data: transitions/bucket-deleted", "storage.buckets.tmp: transitions/bucket-deleted"],
  ],
  ["a longer time for versions", bucket(KEPT), bucket({ noncurrentExpirationDays: 90 }), []],
];

describe("the effects of a change on other resources", () => {
  it.each(CHANGES)("are warnings: %s", (_, before, after, warnings) => {
    expect(problemsOf(before, after)).toEqual([]);
    const found = warningsOf(before, after).map(({ path, code }) => `${path}: ${code}`);
    expect(found.sort()).toEqual([...warnings].sort());
  });
});

it("names Pulumi where it replaces a node group, and EKS where it replaces the nodes of one", () => {
  const messages = [{ instanceTypes: ["m7g.xlarge"] }, { diskSizeGiB: 50 }].map(
    (settings) => warningsOf(group({}), group(settings))[0]?.message,
  );
  expect(messages).toEqual([
    expect.stringMatching(/^Pulumi replaces node group `main`: it creates a new group with as many nodes/),
    expect.stringMatching(/^EKS replaces the nodes of node group `main`: it starts new nodes, .+ at a time\./),
  ]);
});
