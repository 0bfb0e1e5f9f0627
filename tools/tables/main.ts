import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { format, resolveConfig } from "prettier";
import { z } from "zod";
import type { InstanceTable } from "../../domain/cluster/instance-types";
import type { RegionTable } from "../../domain/network/regions";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { NAMESPACE } from "../../config/source/keys";
import { valueAt } from "../../config/source/path";
import { readStackFile, stacksIn } from "../../config/source/project-files";
import { tableChanges } from "./changes";
import { packagesCommand, pricesTableCommand } from "./command";
import { instanceFamilies } from "./instance-types";
import { regionZones } from "./regions";
import { renewPrices } from "./renew-prices";
import { SOURCES } from "./sources";
import { downloadWheel, parseJson, type Wheel, type WheelFiles } from "./wheels";

const DOMAIN = path.resolve(__dirname, "../../domain");
const EC2 = "moto/ec2/resources";

/** `npm run tables -- packages`: renews the tables of Regions and instance types from the pinned packages, and prints what changed. */
async function renewPackages(): Promise<number> {
  const [moto, botocore] = await Promise.all([
    downloadWheel(SOURCES.moto, runCommand),
    downloadWheel(SOURCES.botocore, runCommand),
  ]);
  const regions: RegionTable = {
    asOf: SOURCES.botocore.released,
    sources: [SOURCES.botocore, SOURCES.moto].map(sourceLine),
    regions: shaped(SOURCES.botocore, () =>
      regionZones(parseJson(botocore.read("botocore/data/partitions.json")), offers(moto)),
    ),
  };
  const instances: InstanceTable = {
    asOf: SOURCES.moto.released,
    sources: [sourceLine(SOURCES.moto)],
    families: shaped(SOURCES.moto, () => instanceFamilies(unpacked(moto, `${EC2}/instance_types.json.gz`))),
  };
  await write("network/region-table.json", regions);
  await write("cluster/instance-type-table.json", instances);
  return 0;
}

function offers(moto: WheelFiles): Parameters<typeof regionZones>[1] {
  const file = (kind: string, region: string): string => `${EC2}/instance_type_offerings/${kind}/${region}.json.gz`;
  return (region) =>
    moto.names.includes(file("availability-zone", region))
      ? {
          byZone: unpacked(moto, file("availability-zone", region)),
          byZoneId: unpacked(moto, file("availability-zone-id", region)),
        }
      : undefined;
}

function unpacked(files: WheelFiles, name: string): unknown {
  return parseJson(gunzipSync(files.read(name)));
}

/** The table, or an error that says how the data of the package differ from what is expected. */
function shaped<T>({ name, version }: Wheel, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new ToolError(
      `The data of ${name} ${version} have another shape than expected, and no table is written:\n${z.prettifyError(error)}`,
    );
  }
}

function sourceLine({ name, version, released }: Wheel): string {
  return `${name} ${version} of ${released}: https://pypi.org/project/${name}/${version}/`;
}

async function write(name: string, table: RegionTable | InstanceTable): Promise<void> {
  const file = path.join(DOMAIN, name);
  const changes = tableChanges(JSON.parse(await readFile(file, "utf8").catch(() => "{}")), table);
  for (const line of changes) console.log(`  ${line}`);
  await writeFile(file, await format(JSON.stringify(table), { ...(await resolveConfig(file)), filepath: file }));
  console.log(`✓ domain/${name}: ${changes.length === 0 ? "unchanged" : `${changes.length} changes`}`);
}

/** Regions of the stack files of the repository. */
function deployedRegions(): readonly string[] {
  const { root } = thisPlace();
  const regions = stacksIn(root).map((stack) =>
    valueAt(readStackFile(root, stack).values, [`${NAMESPACE}:aws`, "region"]),
  );
  return [...new Set(regions.filter((region) => typeof region === "string"))].sort();
}

const commands = [
  bind(packagesCommand, () => renewPackages()),
  bind(pricesTableCommand, ({ operands: [regions] }) =>
    renewPrices(regions?.split(",") ?? deployedRegions(), (text) => {
      console.log(text);
    }),
  ),
];

runCommands("tables", commands);
