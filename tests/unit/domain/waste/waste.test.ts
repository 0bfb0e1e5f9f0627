import type { Resource } from "../../../../domain/waste/resources";
import {
  ADDRESS,
  BUCKET,
  daysAgo,
  IMAGE,
  INSTANCE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  OBJECTS,
  SECRET,
  SNAPSHOT,
  STACK_TAGS,
  VOLUME,
  waste,
} from "./fixture";

const IDLE = [1, 2, 3, 4, 4.9, 4.9, 4.9];
const days = (count: number, objects = 5, bytes = 1024 ** 3): { objects: number; bytes: number }[] =>
  Array.from({ length: count }, () => ({ objects, bytes }));

const kindsOf = (...resources: Resource[]): string[] => waste(resources).map(({ kind }) => kind);

describe("waste", () => {
  it("is nothing that is in use", () => {
    const used = [INSTANCE, VOLUME, ADDRESS, LOAD_BALANCER, SNAPSHOT, IMAGE, BUCKET, OBJECTS, SECRET];
    expect(waste(used)).toEqual([]);
  });

  it.each<[string, Resource, string]>([
    ["an instance whose CPU is under 5% on each of 7 days", { ...INSTANCE, dailyCpu: IDLE }, "at most 5% on each of 7"],
    ["a volume that no instance uses", { ...VOLUME, isAttached: false }, "no instance uses its 100 GiB now"],
    ["an address that nothing uses", { ...ADDRESS, isAttached: false }, "nothing uses it"],
    ["a load balancer without targets", { ...LOAD_BALANCER, targets: 0 }, "created on 2026-08-20"],
    ["an unused network interface", { ...NETWORK_INTERFACE, description: "aws-K8S-i-1" }, "aws-K8S-i-1"],
    ["a snapshot older than 90 days", { ...SNAPSHOT, created: daysAgo(91) }, "its volume has 100 GiB"],
    ["an unused image older than 90 days", { ...IMAGE, created: daysAgo(91) }, "no launch template uses it"],
    [
      "a bucket that is unchanged for 31 days",
      { ...BUCKET, days: days(31) },
      "5 objects of the same size on each of 31",
    ],
    ["old objects", { ...OBJECTS, count: 3 }, "3 objects are older than 30 days"],
    ["old objects, of which not all were read", { ...OBJECTS, count: 3, isPartial: true }, "at least 3 objects"],
    [
      "a secret whose rotation is overdue",
      { ...SECRET, rotatesEveryDays: 30, lastRotated: daysAgo(40) },
      "due on 2026-11-18; it was last rotated on 2026-10-19",
    ],
    [
      "a secret whose first rotation never happened",
      { ...SECRET, rotatesEveryDays: 30, nextRotation: daysAgo(5) },
      "last rotated never",
    ],
  ])("is %s", (_, resource, reason) => {
    const [found] = waste([resource]);
    expect(found?.owner).toBe("stack");
    expect(found?.reason).toContain(reason);
  });

  it.each<[string, Resource]>([
    ["an instance with one day at 5%", { ...INSTANCE, dailyCpu: [...IDLE.slice(1), 5] }],
    ["an instance that runs for 6 days", { ...INSTANCE, dailyCpu: IDLE.slice(1) }],
    ["an instance whose usage is unknown", { ...INSTANCE, dailyCpu: undefined }],
    ["a volume that was created 6 days ago", { ...VOLUME, isAttached: false, created: daysAgo(6) }],
    ["a load balancer that was created 6 days ago", { ...LOAD_BALANCER, targets: 0, created: daysAgo(6) }],
    ["a snapshot of exactly 90 days", { ...SNAPSHOT, created: daysAgo(90) }],
    ["the snapshot of an image", { ...SNAPSHOT, created: daysAgo(400), isOfImage: true }],
    ["an old image that is used", { ...IMAGE, created: daysAgo(400), isUsed: true }],
    ["an old image that was launched lately", { ...IMAGE, created: daysAgo(400), lastLaunched: daysAgo(5) }],
    [
      "a snapshot that AWS Backup keeps",
      { ...SNAPSHOT, created: daysAgo(400), tags: { ...STACK_TAGS, "aws:backup:source-resource": "arn" } },
    ],
    ["a bucket that is measured for 30 days", { ...BUCKET, days: days(30) }],
    ["a bucket that got an object", { ...BUCKET, days: [...days(31), { objects: 6, bytes: 1024 ** 3 }] }],
    ["a bucket that grew", { ...BUCKET, days: [...days(31), { objects: 5, bytes: 1024 ** 3 + 1 }] }],
    ["an empty bucket", { ...BUCKET, days: days(31, 0, 0) }],
    ["a secret without rotation", SECRET],
    ["a secret within the window of its rotation", { ...SECRET, rotatesEveryDays: 30, nextRotation: daysAgo(2) }],
  ])("is not %s", (_, resource) => {
    expect(waste([resource])).toEqual([]);
  });

  it("follows the age that the configuration sets", () => {
    expect(waste([{ ...SNAPSHOT, created: daysAgo(31) }], { keepDays: 30 })).toHaveLength(1);
  });

  it("is listed by owner, kind and ID, and the same whichever order AWS answers in", () => {
    const resources: Resource[] = [
      { ...VOLUME, id: "vol-9", isAttached: false },
      { ...VOLUME, id: "vol-3", tags: {}, isAttached: false },
      { ...VOLUME, id: "vol-2", isAttached: false },
      { ...VOLUME, id: "vol-4", isAttached: false, tags: { "kubernetes.io/cluster/shop-dev": "owned" } },
      { ...INSTANCE, dailyCpu: IDLE },
    ];
    const ids = (list: readonly Resource[]): string[] => waste(list).map(({ resource }) => resource.id);
    expect(ids(resources)).toEqual(["i-1", "vol-2", "vol-9", "vol-4", "vol-3"]);
    expect(ids([...resources].reverse())).toEqual(ids(resources));
  });
});

describe("the owner of waste", () => {
  const unused = (tags: Resource["tags"]): Resource => ({ ...VOLUME, isAttached: false, tags });

  it.each([
    ["cluster", { "kubernetes.io/cluster/shop-dev": "owned" }],
    ["cluster", { ...STACK_TAGS, "kubernetes.io/created-for/pvc/name": "data" }],
    ["cluster", { "elbv2.k8s.aws/cluster": "shop-dev" }],
    ["stack", STACK_TAGS],
    ["account", {}],
    ["account", { "aws:createdBy": "x" }],
    ["account", { Name: "TEMP test", Owner: "somebody" }],
  ])("is the %s for the tags %j", (owner, tags) => {
    expect(waste([unused(tags)]).map((each) => each.owner)).toEqual([owner]);
  });

  it.each([
    [{ Project: "other", Environment: "dev", ManagedBy: "Pulumi" }],
    [{ ...STACK_TAGS, Environment: "prod" }],
    [{ "kubernetes.io/cluster/shop-prod": "owned" }],
    [{ Name: "contemporary template", Owner: "somebody" }],
  ])("is somebody else for the tags %j, and the resource is not listed", (tags) => {
    expect(waste([unused(tags)])).toEqual([]);
  });
});

describe("untagged and temporary resources", () => {
  it("are listed although they are in use", () => {
    expect(kindsOf({ ...VOLUME, tags: {} }, { ...INSTANCE, tags: { Name: "tmp-bastion", Owner: "x" } })).toEqual([
      "temporary",
      "untagged",
    ]);
  });

  it("are listed by their use if they have none", () => {
    expect(kindsOf({ ...VOLUME, tags: {}, isAttached: false })).toEqual(["unattached-volumes"]);
  });

  it("are temporary by a tag key, a tag value or a name, as a word of its own", () => {
    const tagged = (tags: Resource["tags"]): Resource => ({ ...VOLUME, tags: { Owner: "x", ...tags } });
    expect(kindsOf(tagged({ TEMP: "" }), tagged({ Purpose: "temporary" }), { ...IMAGE, name: "x_tmp" })).toEqual(
      Array.from({ length: 3 }, () => "temporary"),
    );
    expect(kindsOf(tagged({ Purpose: "temperature" }))).toEqual([]);
  });
});
