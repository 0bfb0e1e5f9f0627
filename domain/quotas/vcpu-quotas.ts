import type { AccountQuota } from "./account-quotas";

type CapacityType = "ON_DEMAND" | "SPOT";

interface Family {
  readonly title: string;
  readonly series: readonly string[];
  readonly codes: Readonly<Record<CapacityType, string>>;
  readonly limit: number;
}

/**
 * The default quota of new accounts; AWS raises it with their use.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
const FAMILIES: readonly Family[] = [
  {
    title: "standard",
    series: ["a", "c", "d", "h", "i", "m", "r", "t", "z"],
    codes: { ON_DEMAND: "L-1216C47A", SPOT: "L-34B43A08" },
    limit: 5,
  },
  { title: "G and VT", series: ["g", "vt"], codes: { ON_DEMAND: "L-DB2E81BA", SPOT: "L-3819A6DF" }, limit: 0 },
  { title: "P", series: ["p"], codes: { ON_DEMAND: "L-417A185B", SPOT: "L-7212CCBC" }, limit: 0 },
  { title: "F", series: ["f"], codes: { ON_DEMAND: "L-74FC7D96", SPOT: "L-88CF9481" }, limit: 0 },
  { title: "X", series: ["x"], codes: { ON_DEMAND: "L-7295265B", SPOT: "L-E3A00192" }, limit: 0 },
  { title: "Inf", series: ["inf"], codes: { ON_DEMAND: "L-1945791B", SPOT: "L-B5D1601B" }, limit: 0 },
  { title: "Trn", series: ["trn"], codes: { ON_DEMAND: "L-2C3B7624", SPOT: "L-6B0D517C" }, limit: 0 },
  { title: "DL", series: ["dl"], codes: { ON_DEMAND: "L-6E869C2A", SPOT: "L-85EED4F7" }, limit: 0 },
];

/** Series with a name of more letters, whose quota is that of their first letter. */
const STANDARD_SERIES: readonly string[] = ["im", "is"];

/** The vCPU quota that instances of a type use; undefined for series with a quota of their own, such as `u` and `hpc`. */
export function vcpuQuota(instanceType: string, capacityType: CapacityType): AccountQuota | undefined {
  const letters = /^[a-z]+/.exec(instanceType)?.[0] ?? "";
  const series = STANDARD_SERIES.includes(letters) ? "i" : letters;
  const family = FAMILIES.find((each) => each.series.includes(series));
  return family === undefined ? undefined : quotaOf(family, capacityType);
}

function quotaOf({ title, codes, limit }: Family, capacityType: CapacityType): AccountQuota {
  return {
    service: "ec2",
    code: codes[capacityType],
    what: `vCPUs of ${title} ${capacityType === "SPOT" ? "Spot" : "On-Demand"} instances`,
    limit,
    raisableTo: Infinity,
    source: "https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html",
  };
}
