/** A form of `<name>-<environment>`, with which the names of the platform's resources begin, that an AWS service refuses. */
interface NameRefusal {
  readonly form: RegExp;
  readonly reason: string;
  /** Whether the service refuses it only where the platform has container registries. */
  readonly ofRegistries?: true;
}

const REFUSED_PLATFORM_NAMES: readonly NameRefusal[] = [
  {
    // https://docs.aws.amazon.com/ARG/latest/APIReference/API_CreateGroup.html
    form: /^aws/,
    reason: "AWS refuses a resource group whose name begins with `aws`, and the platform has a group of this name.",
  },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    form: /^(xn--|sthree-|amzn-s3-demo-)/,
    reason:
      "Amazon S3 refuses bucket names that begin with `xn--`, `sthree-` or `amzn-s3-demo-`, and the names of the platform's buckets begin with this name.",
  },
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    form: /--/,
    reason:
      "Amazon ECR refuses repository names with two hyphens in a row, and the names of the platform's repositories begin with this name.",
    ofRegistries: true,
  },
];

/** Why a service would refuse the name; undefined where none does. */
export function refusalOfPlatformName(
  platformName: string,
  { hasRegistries }: { readonly hasRegistries: boolean },
): string | undefined {
  return REFUSED_PLATFORM_NAMES.find(
    ({ form, ofRegistries }) => form.test(platformName) && (ofRegistries !== true || hasRegistries),
  )?.reason;
}
