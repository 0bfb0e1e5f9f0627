import { suggest } from "../suggest";
import table from "./instance-type-table.json";

export type Architecture = "arm64" | "x86_64";

/** Instance types by family, from a package that `npm run tables -- packages` reads. It lacks types that are newer. */
export interface InstanceTable {
  /** The day on which the source was published. */
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly families: Readonly<Record<string, InstanceFamily>>;
}

export interface InstanceFamily {
  readonly architecture: string;
  /** Of its virtual machines. Bare metal has none and is always built on the Nitro System. */
  readonly hypervisor: string;
  /** Whether instances have a GPU, a Neuron chip, an FPGA or a transcoder. */
  readonly isAccelerated?: boolean;
  readonly sizes: Readonly<Record<string, InstanceSize>>;
}

export interface InstanceSize {
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Maximum number of elastic network interfaces. */
  readonly interfaces: number;
  /** Maximum number of private IPv4 addresses of one interface. */
  readonly addresses: number;
}

const TABLE: InstanceTable = table;

export const INSTANCE_TYPES_AS_OF = TABLE.asOf;

const KNOWN_FAMILIES = Object.keys(TABLE.families);
const KNOWN_TYPES: readonly string[] = Object.entries(TABLE.families).flatMap(([family, { sizes }]) =>
  Object.keys(sizes).map((size) => `${family}.${size}`),
);
const KNOWN_SIZES = new Set(Object.values(TABLE.families).flatMap(({ sizes }) => Object.keys(sizes)));

export interface InstanceType extends InstanceSize {
  readonly architecture: Architecture;
  readonly isAccelerated: boolean;
}

/** What the table knows of an instance type; undefined for a type that is not in it. */
export function instanceType(type: string): InstanceType | undefined {
  const { family, size } = partsOf(type);
  const { architecture, isAccelerated = false, sizes = {} } = TABLE.families[family] ?? {};
  const facts = sizes[size];
  if (facts === undefined) return undefined;
  return { ...facts, architecture: architecture === "arm64" ? "arm64" : "x86_64", isAccelerated };
}

/** Whether an instance type is built on the Nitro System, as all are that are newer than the table. */
export function isNitro(type: string): boolean {
  const { family, size } = partsOf(type);
  return TABLE.families[family]?.hypervisor !== "xen" || size.startsWith("metal");
}

/** `newer`: the name can be one that AWS introduced after the table was made. */
export type NameVerdict = "known" | "newer" | "misspelt";

/** A family rarely gets more sizes, and these have few names. */
export function instanceTypeVerdict(type: string): NameVerdict {
  if (instanceType(type) !== undefined) return "known";
  const { family, size } = partsOf(type);
  return KNOWN_SIZES.has(size) && instanceFamilyVerdict(family) === "newer" ? "newer" : "misspelt";
}

/**
 * AWS adds families to the newest generation of a series (m8g, m8gn), or begins the next one.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function instanceFamilyVerdict(family: string): NameVerdict {
  if (KNOWN_FAMILIES.includes(family)) return "known";
  const { series, generation } = seriesOf(family);
  const generations = KNOWN_FAMILIES.map(seriesOf).flatMap((known) =>
    known.series === series ? [known.generation] : [],
  );
  return generations.length > 0 && generation >= Math.max(...generations) ? "newer" : "misspelt";
}

export function nearestInstanceFamily(family: string): string | undefined {
  return suggest(family, KNOWN_FAMILIES);
}

/** The type that was probably meant: of the same family, if it exists. */
export function nearestInstanceType(type: string): string | undefined {
  const { family } = partsOf(type);
  const siblings = KNOWN_TYPES.filter((known) => known.startsWith(`${family}.`));
  return suggest(type, siblings) ?? suggest(type, KNOWN_TYPES);
}

/** Sizes of the type's family, from small to large; none if the family is not known. */
export function sizesOfFamily(type: string): readonly string[] {
  return Object.keys(TABLE.families[partsOf(type).family]?.sizes ?? {});
}

/**
 * Pods with an address of their own on a node without prefixes: each interface keeps its first address, and two pods use
 * the addresses of the node.
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */
export function podsWithoutPrefixes({ interfaces, addresses }: InstanceSize): number {
  return interfaces * (addresses - 1) + 2;
}

function partsOf(type: string): { readonly family: string; readonly size: string } {
  const [family = "", size = ""] = type.split(".");
  return { family, size };
}

/** The letters before the generation: `m` of m7g, `hpc` of hpc7g, `mac-m` of mac-m4. */
function seriesOf(family: string): { readonly series: string; readonly generation: number } {
  const [, series = "", generation = "0"] = /^([a-z-]+)(\d+)/.exec(family) ?? [];
  return { series, generation: Number(generation) };
}

/** The architecture of an EKS AMI type, from its name. */
export function amiArchitecture(amiType: string): Architecture {
  return amiType.includes("ARM_64") ? "arm64" : "x86_64";
}
