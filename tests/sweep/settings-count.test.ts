import { check } from "../../config/check/check";
import { type JsonSchema, sample, schemaAt } from "../../config/schema/json-schema";
import { formatPath, type Path, valueAt, withValueAt } from "../../config/source/path";
import type { Problem } from "../../config/diagnostics/problem";
import { recordProgram } from "../support/program";
import { fileText, MINIMAL, sourceOf, TODAY } from "../unit/config/fixtures";

/** Settings whose effect depends on the date, or is not visible in a recording, and where they are tested. */
const ELSEWHERE = [
  // Has an effect in the last 30 days of a version: config/knowledge.
  "cluster.acceptForcedUpgrade",
  // A replacement trigger: cluster/access.
  "cluster.access.deployer.uniqueId",
];

/** Values that are valid in the minimal stack, for settings for which those of the schema are not. */
const VALUES: Readonly<Record<string, unknown>> = {
  "network.cidr": "10.1.0.0/16",
  "network.tiers": ["public", "private", "control-plane"],
  "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } },
  "cluster.serviceCidr": "10.100.0.0/16",
  "cluster.nodeGroups.main.instanceTypes": ["m7g.xlarge"],
  "cluster.nodeGroups.main.taints": [{ key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" }],
  "cluster.nodeGroups.main.zones": ["a"],
  "cluster.access.deployer.principalArn": "arn:aws:iam::111122223333:role/another",
};

/** Settings below a value, filled with defaults: keys of the schema, and existing entries of maps. */
function settingsBelow(path: Path, value: unknown): Path[] {
  const schema = schemaAt(path);
  if (schema === undefined) return [];
  const isMap = schema.type === "object" && schema.properties === undefined;
  if (schema.type !== "object" || (isMap && Object.keys(value ?? {}).length === 0)) return [path];
  const keys = [...Object.keys(schema.properties ?? {}), ...(isMap ? Object.keys(value as object) : [])];
  return keys.flatMap((key) => settingsBelow([...path, key], valueAt(value, [key])));
}

/** Values other than the current one, if the schema lists them. */
function otherValues(path: Path, schema: JsonSchema, value: unknown): unknown[] {
  const candidates = [
    VALUES[formatPath(path)],
    ...(schema.type === "boolean" ? [value !== true] : []),
    ...(schema.enum ?? []),
    ...(schema.type === "integer" ? [Number(value ?? 0) + 1, Number(value ?? 2) - 1] : []),
    ...(schema.type === "array" && Array.isArray(value)
      ? (schema.items?.enum ?? schema.items?.examples ?? []).map((entry) => [...(value.slice(1) as unknown[]), entry])
      : []),
    ...(schema.examples ?? []),
    sample(schema),
  ];
  return candidates.filter((other) => other !== undefined && JSON.stringify(other) !== JSON.stringify(value));
}

function saidOf(values: unknown): string[] {
  const { problems, warnings } = check(sourceOf(fileText(values)), TODAY);
  const line = ({ path, message }: Problem): string => `${path}: ${message}`;
  return [...problems, ...warnings].map(line);
}

/** Everything that the program registers and exports with these values, except the record of its config. */
async function programOf(values: object): Promise<string> {
  const { resources, result } = await recordProgram("dev", {
    edit: (config) => {
      for (const key of Object.keys(config).filter((name) => name.startsWith("groundwork:"))) {
        Reflect.deleteProperty(config, key);
      }
      for (const [key, value] of Object.entries(values)) config[`groundwork:${key}`] = value;
    },
  });
  const registered = resources.map(({ type, name, inputs, options }) =>
    JSON.stringify([type, name, inputs, options.protect, options.retainOnDelete]),
  );
  return [...registered.sort(), JSON.stringify(result["monthlyCost"])].join("\n");
}

describe("each setting of a stack file with nearly all features off", () => {
  const { parts } = check(sourceOf(fileText(MINIMAL)), TODAY);
  const settings = (["network", "cluster"] as const)
    .flatMap((part) => settingsBelow([part], parts[part]))
    .filter((path) => !ELSEWHERE.includes(formatPath(path)))
    .map((path) => ({ path, setting: formatPath(path) }));
  let before: string;
  beforeAll(async () => {
    before = await programOf(MINIMAL);
  });

  it.each(settings)("changes the program, or causes an error or a warning: $setting", async ({ path }) => {
    const others = otherValues(path, schemaAt(path) ?? {}, valueAt(parts, path));
    const files = others.map((other) => withValueAt(MINIMAL, path, other) as object);
    expect(files).not.toEqual([]);
    const silent = files.filter((values) => saidOf(values).length === 0);
    for (const values of silent.slice(0, 2)) {
      if ((await programOf(values)) !== before) return;
    }
    expect(silent.map((values) => valueAt(values, path))).toEqual([]);
  });
});
