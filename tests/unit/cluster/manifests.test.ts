import { readFileSync } from "node:fs";
import path from "node:path";

import { parseAllDocuments } from "yaml";

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const PAGE = readFileSync(path.resolve(__dirname, "../../../docs/cluster.md"), "utf8");
const MANIFESTS = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, text = ""]) =>
  parseAllDocuments(text).map((document) => document.toJS() as Manifest),
);

function manifest(kind: string, name: string): Manifest {
  const found = MANIFESTS.find((each) => each.kind === kind && each.metadata.name === name);
  if (found === undefined) throw new Error(`docs/cluster.md shows no ${kind} ${name}`);
  return found;
}

/** What a reader copies from docs/cluster.md. */
describe("a manifest of docs/cluster.md", () => {
  it("mounts a file system with TLS and an IAM role, as the policy of the file system requires", () => {
    expect(manifest("PersistentVolume", "uploads").spec).toMatchObject({
      mountOptions: ["tls", "iam"],
      csi: {
        driver: "efs.csi.aws.com",
        volumeHandle: expect.stringMatching(/^fs-[0-9a-f]+::fsap-[0-9a-f]+$/) as unknown,
      },
    });
  });

  it("mounts a read-only bucket as read-only", () => {
    expect(manifest("PersistentVolume", "data").spec).toMatchObject({
      accessModes: ["ReadOnlyMany"],
      mountOptions: expect.arrayContaining(["read-only"]) as unknown,
      csi: { driver: "s3.csi.aws.com" },
    });
  });

  it("reads a secret with the prefix of the platform, from a store without credentials", () => {
    expect(manifest("SecretStore", "aws").spec).toEqual({
      provider: { aws: { service: "SecretsManager", region: "eu-west-1" } },
    });
    expect(manifest("ExternalSecret", "database").spec).toMatchObject({
      data: [{ remoteRef: { key: expect.stringMatching(/^groundwork-staging\//) as unknown } }],
    });
  });

  it.each(MANIFESTS.filter(({ kind }) => kind === "PersistentVolume"))(
    "keeps the data of $metadata.name",
    ({ spec }) => {
      expect(spec["persistentVolumeReclaimPolicy"]).toBe("Retain");
    },
  );
});
