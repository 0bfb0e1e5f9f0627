import { DEFAULT_TAG_KEYS, meaningOf, type TagKeys } from "../../../../domain/tags/tag-keys";
import {
  repeatedTagKeys,
  sharedTagKeys,
  surplusTagKeys,
  tagKeyViolation,
  tagValueViolation,
} from "../../../../domain/tags/tag-violations";

describe("tagKeyViolation", () => {
  it.each(["DataClass", "team:cost-center", "example.com/team", "a b", "x".repeat(128), "日本", "eksteam", "Backups"])(
    "accepts the key %s",
    (key) => {
      expect(tagKeyViolation(key)).toBeUndefined();
    },
  );

  it.each<[string, string, string]>([
    ["AWS's prefix, in any case", "Aws:x", "AWS reserves tag keys that begin with aws:."],
    ["no text", "", "AWS does not accept this tag key."],
    ["more than 128 characters", "k".repeat(129), "AWS does not accept this tag key."],
    ["a character that AWS refuses", "a,b", "AWS does not accept this tag key."],
    ["a space at the end", "a ", "AWS does not accept this tag key."],
    ["an equals sign", "a=b", "The tag key contains an equals sign"],
    ["a key that an object cannot have", "__proto__", "JavaScript reserves this key"],
    ["a commit", "GitCommit", "The value of such a tag changes with every run"],
    ["more than 128 bytes", "本".repeat(43), "The text is too long for the EBS CSI driver"],
  ])("refuses %s", (_, key, message) => {
    expect(tagKeyViolation(key)?.message).toContain(message);
  });

  it.each([
    "Name",
    "name",
    "Backup",
    "CSIVolumeName",
    "CSIVolumeSnapshotName",
    "KubernetesCluster",
    "eks:team",
    "EKS:cluster-name",
    "kubernetes.io/role/elb",
    "kubernetes.iota",
    "app.kubernetes.io/name",
    "k8s.io/cluster-autoscaler/enabled",
    "ebs.csi.aws.com/x",
    "efs.csi.aws.com/cluster",
    "karpenter.sh/nodeclaim",
    "karpenter.k8s.aws/ec2nodeclass",
    "elbv2.k8s.aws/cluster",
    "node.k8s.amazonaws.com/instance_id",
  ])("refuses %s, which components, EKS or controllers set or refuse", (key) => {
    expect(tagKeyViolation(key)?.message).toMatch(/^The tag key is reserved/);
  });

  it("accepts the default key of every mandatory tag", () => {
    expect(Object.values(DEFAULT_TAG_KEYS).filter((key) => tagKeyViolation(key) !== undefined)).toEqual([]);
  });
});

describe("tagValueViolation", () => {
  it.each(["x".repeat(256), "本".repeat(85), "Größe + Söhne", "a=b"])("accepts %s", (value) => {
    expect(tagValueViolation(value)).toBeUndefined();
  });

  it.each(["", "x".repeat(257), "a,b", "a\nb", " a", "AWS:x", "aws:"])(
    "refuses %j, which AWS does not take",
    (value) => {
      expect(tagValueViolation(value)?.message).toBe("AWS does not accept this tag value.");
    },
  );

  it("refuses more bytes than the EBS CSI driver accepts, although AWS counts characters", () => {
    expect(tagValueViolation("本".repeat(86))?.allowed).toBe("at most 256 bytes in UTF-8");
  });
});

describe("additional tag keys", () => {
  it("are refused if they differ from an earlier one only in letter case", () => {
    expect(repeatedTagKeys(["DataClass", "Team"])).toEqual([]);
    expect(repeatedTagKeys(["Team", "team", "TEAM", "X"])).toEqual(["team", "TEAM"]);
  });

  it("are refused beyond the second, because an S3 object needs two tags of its own", () => {
    expect(surplusTagKeys(["DataClass", "Team"])).toEqual([]);
    expect(surplusTagKeys(["A", "B", "C", "D"])).toEqual(["C", "D"]);
  });

  it("are those of a mandatory tag if only letter case differs", () => {
    expect(meaningOf("costcenter", DEFAULT_TAG_KEYS)).toBe("costCenter");
    expect(meaningOf("ACME:Owner", { ...DEFAULT_TAG_KEYS, owner: "acme:owner" })).toBe("owner");
    expect(meaningOf("Owner", { ...DEFAULT_TAG_KEYS, owner: "acme:owner" })).toBeUndefined();
  });
});

describe("sharedTagKeys", () => {
  it.each<[string, Partial<TagKeys>, [string, string][]]>([
    ["the default keys", {}, []],
    ["other keys", { owner: "acme:owner", costCenter: "CostCentre" }, []],
    ["two keys that swap their meanings", { owner: "Department", department: "Owner" }, []],
    ["a key that is another's default, which keeps it", { project: "owner" }, [["project", "owner"]]],
    ["a new key that two have", { owner: "Team", department: "team" }, [["department", "owner"]]],
  ])("finds the tags that share a key with another in %s", (_, keys, shared) => {
    const found = sharedTagKeys({ ...DEFAULT_TAG_KEYS, ...keys });
    expect(found.map(({ meaning, other }) => [meaning, other])).toEqual(shared);
  });
});
