import type { Wheel } from "./wheels";

/**
 * Packages whose data files the tables are made from. To renew the tables, set the newest version with its date and hash
 * (https://pypi.org/project/moto/#files), and run `npm run tables -- packages`.
 */
export const SOURCES = {
  /** What the EC2 API answers in the Regions of its maintainers, renewed by a weekly job: https://github.com/getmoto/moto/tree/master/moto/ec2/resources */
  moto: {
    name: "moto",
    version: "5.2.5",
    released: "2026-10-27",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
  },
  /** The Regions that the AWS SDKs know: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
  botocore: {
    name: "botocore",
    version: "1.44.8",
    released: "2026-11-20",
    sha256: "76342a76c338701db80dcb8afe1c9bd079283d6fffbb9d881442abb02a215043",
  },
} as const satisfies Readonly<Record<string, Wheel>>;
