import { text } from "./ec2-objects";
import type { Request } from "./table";
import type { WorldObject } from "../world";

/**
 * Refuses a zone of another Region, and a new subnet with both a zone name and a zone ID. An existing subnet may have both,
 * because it keeps the name when the program states the ID instead.
 */
export function refuseZone({ inputs, region }: Request, existing: WorldObject | undefined): string[] {
  const [name, id] = [text(inputs, "availabilityZone"), text(inputs, "availabilityZoneId")];
  if (existing === undefined && name !== undefined && id !== undefined)
    return ["availabilityZone conflicts with availabilityZoneId"];
  const foreignName = name !== undefined && !(name.startsWith(region) && /^[a-z]$/.test(name.slice(region.length)));
  const foreignId = id !== undefined && !id.startsWith(`${regionCode(region)}-az`);
  return foreignName || foreignId
    ? [`InvalidParameterValue: Value (${name ?? id ?? ""}) for parameter availabilityZone is invalid in ${region}`]
    : [];
}

/** In the simulated account, zone `a` is `az1`, and so on. At AWS the order differs between accounts. */
export function zoneName(region: string, id: string | undefined): string {
  const number = Number(id?.split("-az")[1] ?? 1);
  return `${region}${String.fromCharCode("a".charCodeAt(0) + number - 1)}`;
}

export function zoneId(region: string, name: string | undefined): string {
  const letter = name?.slice(-1) ?? "a";
  return `${regionCode(region)}-az${letter.charCodeAt(0) - "a".charCodeAt(0) + 1}`;
}

/** The short form of a Region in zone IDs: `us-east-1` is `use1`, `ap-southeast-2` is `apse2`. */
function regionCode(region: string): string {
  const [area = "", ...rest] = region.split("-");
  return area + rest.join("").replaceAll(/north|south|east|west|central|gov/g, (word) => word.charAt(0));
}
