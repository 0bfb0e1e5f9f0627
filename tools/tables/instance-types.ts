import { z } from "zod";
import type { InstanceFamily, InstanceSize, InstanceTable } from "../../domain/cluster/instance-types";

/** Keys of `describe-instance-types` that only instances with an accelerator have. */
const ACCELERATORS = ["GpuInfo", "NeuronInfo", "InferenceAcceleratorInfo", "FpgaInfo", "MediaAcceleratorInfo"] as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html */
const described = z.object({
  Hypervisor: z.enum(["nitro", "xen"]).optional(),
  BareMetal: z.boolean(),
  ProcessorInfo: z.object({
    SupportedArchitectures: z.array(z.enum(["arm64", "x86_64", "i386", "arm64_mac", "x86_64_mac"])).min(1),
  }),
  VCpuInfo: z.object({ DefaultVCpus: z.int().positive() }),
  MemoryInfo: z.object({ SizeInMiB: z.int().positive() }),
  NetworkInfo: z.object({
    MaximumNetworkInterfaces: z.int().positive(),
    Ipv4AddressesPerInterface: z.int().positive(),
  }),
  ...Object.fromEntries(ACCELERATORS.map((key) => [key, z.unknown().optional()])),
});

/** Fewer would be a source that is cut off: AWS has more than a thousand types. */
const FEWEST_TYPES = 1000;

const source = z
  .record(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/), described)
  .refine((types) => Object.keys(types).length >= FEWEST_TYPES, `fewer than ${FEWEST_TYPES} instance types`);

type Described = z.output<typeof described>;

/** The table of a map of instance types, as `aws ec2 describe-instance-types` describes each. */
export function instanceFamilies(content: unknown): InstanceTable["families"] {
  const types = Object.entries(source.parse(content));
  const names = [...new Set(types.map(([type]) => familyOf(type)))].sort();
  return Object.fromEntries(names.map((name) => [name, family(types.filter(([type]) => familyOf(type) === name))]));
}

function familyOf(type: string): string {
  return type.split(".")[0] ?? "";
}

function family(types: readonly (readonly [string, Described])[]): InstanceFamily {
  const all = types.map(([, type]) => type);
  const isXen = all.some(({ Hypervisor, BareMetal }) => !BareMetal && Hypervisor === "xen");
  const isArm = all.some(({ ProcessorInfo }) =>
    ProcessorInfo.SupportedArchitectures.some((one) => one.startsWith("arm64")),
  );
  return {
    architecture: isArm ? "arm64" : "x86_64",
    hypervisor: isXen ? "xen" : "nitro",
    ...(all.some((type) => ACCELERATORS.some((key) => key in type)) ? { isAccelerated: true } : {}),
    sizes: Object.fromEntries(
      types.map(([type, facts]) => [type.split(".")[1] ?? "", size(facts)] as const).sort(bySize),
    ),
  };
}

function size({ VCpuInfo, MemoryInfo, NetworkInfo }: Described): InstanceSize {
  return {
    vcpus: VCpuInfo.DefaultVCpus,
    memoryMiB: MemoryInfo.SizeInMiB,
    interfaces: NetworkInfo.MaximumNetworkInterfaces,
    addresses: NetworkInfo.Ipv4AddressesPerInterface,
  };
}

function bySize([nameA, a]: readonly [string, InstanceSize], [nameB, b]: readonly [string, InstanceSize]): number {
  return a.vcpus - b.vcpus || a.memoryMiB - b.memoryMiB || (nameA < nameB ? -1 : 1);
}
