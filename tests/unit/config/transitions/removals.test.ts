import type { Edits } from "../fixtures";
import { codesOf, problemsOf } from "./fixtures";

const PROTECTED: Edits = {
  "storage.buckets": { assets: { noncurrentExpirationDays: 30, replicate: true } },
  "aws.secondRegion": "eu-central-1",
  "storage.registries": { api: {} },
  "storage.fileSystems": { shared: {} },
  "storage.secrets": { "shop/database": {} },
  "cluster.namespaces": { shop: {} },
  "cluster.hostedZones": { main: { domain: "shop.example.com" } },
  backup: { enabled: true },
  "monitoring.prometheus": {},
  "monitoring.grafana": {},
};
const removing = (path: string, value: unknown): Edits => ({ ...PROTECTED, [path]: value });

const REMOVALS: readonly (readonly [tornDownBy: string, path: string, after: Edits])[] = [
  [
    "storage.buckets.assets",
    "storage.buckets.assets",
    { ...removing("storage.buckets", {}), "aws.secondRegion": undefined },
  ],
  [
    "storage.buckets.assets",
    "storage.buckets.assets.replicate",
    { ...removing("storage.buckets", { assets: { noncurrentExpirationDays: 30 } }), "aws.secondRegion": undefined },
  ],
  ["storage.registries.api", "storage.registries.api", removing("storage.registries", {})],
  ["storage.fileSystems.shared", "storage.fileSystems.shared", removing("storage.fileSystems", {})],
  ["storage.secrets.shop/database", "storage.secrets.shop/database", removing("storage.secrets", {})],
  ["cluster.namespaces.shop", "cluster.namespaces.shop", removing("cluster.namespaces", {})],
  ["cluster.hostedZones.main", "cluster.hostedZones.main", removing("cluster.hostedZones", {})],
  [
    "cluster.hostedZones.main",
    "cluster.hostedZones.main",
    removing("cluster.hostedZones", { main: { domain: "shop.example.com", zoneId: "Z1" } }),
  ],
  ["backup", "backup.enabled", removing("backup", {})],
  ["monitoring.prometheus", "monitoring.prometheus", removing("monitoring.prometheus", undefined)],
  ["monitoring.grafana", "monitoring.grafana", removing("monitoring.grafana", undefined)],
];

describe("the removal of a protected resource", () => {
  it.each(REMOVALS)(
    "that `teardown` names as %s is refused at %s after an update that protected it",
    (_, path, after) => {
      expect(codesOf(PROTECTED, after)).toEqual([`${path}: transitions/protected-removal`]);
    },
  );

  it.each(REMOVALS)("is accepted after an update with %s in `teardown`: %s", (tornDownBy, _, after) => {
    expect(codesOf({ ...PROTECTED, teardown: [tornDownBy] }, after)).toEqual([]);
  });

  it("is refused in the update that names it in `teardown`, because Pulumi still protects it", () => {
    const after = { ...removing("storage.registries", {}), teardown: "shop-dev" };
    const [problem] = problemsOf(PROTECTED, after);
    expect(problem?.code).toBe("transitions/protected-removal");
    expect(problem?.fix).toEqual([
      "put `storage.registries.api` back, and update: `teardown` turns the protection off in that update",
    ]);
  });

  it.each([
    [
      "an existing hosted zone, which the stack does not delete",
      { "cluster.hostedZones": { main: { domain: "shop.example.com", zoneId: "Z1" } } },
    ],
    ["a bucket of class scratch", { "storage.buckets": { tmp: { class: "scratch" } } }],
    [
      "a bucket without deletion protection",
      {
        "storage.buckets": { assets: { noncurrentExpirationDays: 30 } },
        "storage.deletionProtection": false,
      },
    ],
  ])("is accepted for %s", (_, before) => {
    expect(codesOf(before, {})).toEqual([]);
  });
});
