import pinned from "./pinned.json";
import type { Wheel } from "./wheels";

/**
 * Packages whose data files the tables are made from, pinned in pinned.json. `npm run maintain -- tables` pins the newest
 * releases (https://pypi.org/project/moto/#files).
 */
export interface Sources {
  /** What the EC2 API answers in the Regions of its maintainers, renewed by a weekly job: https://github.com/getmoto/moto/tree/master/moto/ec2/resources */
  readonly moto: Wheel;
  /** The Regions that the AWS SDKs know: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
  readonly botocore: Wheel;
}

export const SOURCES: Sources = pinned;
