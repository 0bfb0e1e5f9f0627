import { nestedProperties, sdkFacts } from "./sdk-facts";
import type { Request } from "./tables/table";

type Asked = Pick<Request, "type" | "region" | "accountId" | "hex">;

/** The value of a property that no table describes, in the shape that the SDK states for it. */
export function genericValue(key: string, request: Asked): unknown {
  return valueOf(sdkFacts(request.type)?.types.get(key) ?? "string", key, request);
}

function valueOf(is: string, key: string, request: Asked): unknown {
  if (is.endsWith("[]")) return [valueOf(is.slice(0, -2), key, request)];
  if (is === "number") return 1;
  if (is === "boolean") return false;
  if (is.startsWith("{")) return {};
  if (is.startsWith("outputs.")) {
    const [packageName = ""] = request.type.split(":");
    const properties = nestedProperties(packageName, is.slice("outputs.".length));
    return Object.fromEntries(properties.map(([name, inner]) => [name, valueOf(inner, name, request)]));
  }
  return genericText(key, request);
}

function genericText(key: string, { type, region, accountId, hex }: Asked): string {
  const service = type.split(/[:/]/)[1] ?? "service";
  if (key === "arn") return `arn:aws:${service}:${region}:${accountId}:${hex(17)}`;
  return key === "region" ? region : `${key}-${hex(8, key)}`;
}
