import { Registry, type RegistryArgs } from "../../../components/storage/registry";
import { registryLifecyclePolicy } from "../../../components/storage/registry-lifecycle";
import { type Recording, record } from "../../support/record";

const ARGS: RegistryArgs = {
  repositoryName: "groundwork-test/api",
  lifecycle: { keepTaggedImages: 30, untaggedExpirationDays: 7 },
  mutableTags: [],
  forceDestroy: false,
  deletionProtection: true,
  encryptionKeyArn: undefined,
};
const COMPONENT = "awsx:ecr:Repository";
const REPOSITORY = "aws:ecr/repository:Repository";
const POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

function recordRegistry(args: Partial<RegistryArgs> = {}): Promise<Recording<Registry>> {
  return record(() => new Registry("r", { ...ARGS, ...args }, {}));
}

describe("Registry", () => {
  it("has immutable tags and scans images on push", async () => {
    const recording = await recordRegistry();
    expect(recording.one(REPOSITORY).inputs).toEqual({
      name: "groundwork-test/api",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      forceDelete: false,
    });
  });

  it("has mutable tags for the patterns only", async () => {
    const recording = await recordRegistry({ mutableTags: ["cache-*", "edge"] });
    expect(recording.one(REPOSITORY).inputs).toMatchObject({
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [
        { filter: "cache-*", filterType: "WILDCARD" },
        { filter: "edge", filterType: "WILDCARD" },
      ],
    });
  });

  it("has a lifecycle policy that replaces that of awsx", async () => {
    const recording = await recordRegistry();
    expect(recording.one(COMPONENT).inputs).toMatchObject({ lifecyclePolicy: { skip: true } });
    expect(recording.one(POLICY).name).toBe("r-lifecycle");
    expect(recording.one(POLICY).inputs).toEqual({
      repository: "groundwork-test/api",
      policy: registryLifecyclePolicy(ARGS.lifecycle),
    });
  });

  it("encrypts with a KMS key if `encryptionKeyArn` is set", async () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/k";
    const recording = await recordRegistry({ encryptionKeyArn });
    expect(recording.one(REPOSITORY).inputs["encryptionConfigurations"]).toEqual([
      { encryptionType: "KMS", kmsKey: encryptionKeyArn },
    ]);
  });

  it.each([true, false])("protects the remote component, from which the repository inherits: %s", async (protect) => {
    const recording = await recordRegistry({ deletionProtection: protect });
    expect(recording.one(COMPONENT).options.protect).toBe(protect);
    expect(recording.one(POLICY).options.protect).toBe(false);
  });

  it("outputs the address of the repository", async () => {
    const recording = await recordRegistry();
    await expect(recording.valueOf(recording.result.url)).resolves.toBe(
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com/groundwork-test/api",
    );
  });
});

describe("registryLifecyclePolicy", () => {
  it("expires untagged images by age and tagged images by number", () => {
    expect(JSON.parse(registryLifecyclePolicy({ keepTaggedImages: 30, untaggedExpirationDays: 7 }))).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "delete images without a tag after 7 days",
          selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
          action: { type: "expire" },
        },
        {
          rulePriority: 2,
          description: "keep the newest 30 tagged images",
          selection: {
            tagStatus: "tagged",
            tagPatternList: ["*"],
            countType: "imageCountMoreThan",
            countNumber: 30,
          },
          action: { type: "expire" },
        },
      ],
    });
  });
});
