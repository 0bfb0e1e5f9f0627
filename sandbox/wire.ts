import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { isRecord } from "./property-diff";
import type { Props } from "./props";

/** The engine's encoding of an unknown value: pkg `resource.UnknownPropertyValue` of the Pulumi SDK. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function fromStruct(struct: Struct | undefined): Props {
  return struct?.toJavaScript() ?? {};
}

export function toStruct(props: Props): Struct {
  return Struct.fromJavaScript(withoutUndefined(props) as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** A protobuf Struct has no `undefined` and would contain null instead. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUndefined(inner)]),
  );
}

/** The properties that are completely known. */
export function withoutUnknown(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => !holdsUnknown(value)));
}

/** The signature of a resource reference in properties: `resource.ResourceReferenceSig` of the Pulumi SDK. */
export function resourceReference(urn: string, id: string): Props {
  return { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", urn, id };
}

function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN_VALUE) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isRecord(value) && Object.values(value).some(holdsUnknown);
}
