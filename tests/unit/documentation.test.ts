import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { IMMUTABLE_KEYS } from "../../config/transitions/immutable-keys";
import { schemaAt } from "../../config/schema/json-schema";

const ROOT = path.resolve(__dirname, "../..");

interface Row {
  readonly feature: string;
  readonly key: string;
}

/** The rows of those tables of a page whose header has this cell: feature, and key or reason. */
function rowsOf(page: string, column: string): Row[] {
  return readFileSync(path.join(ROOT, page), "utf8")
    .split(/\n(?!\|)/)
    .map((block) =>
      block
        .trim()
        .split("\n")
        .filter((line) => line.startsWith("| ")),
    )
    .filter(([header = ""]) => header.includes(`| ${column} `))
    .flatMap(([, , ...rows]) => rows)
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, feature = "", key = ""]) => ({ feature, key }));
}

describe.each(["docs/account.md", "docs/storage.md", "docs/cluster.md", "docs/monitoring.md", "docs/observability.md"])(
  "%s",
  (page) => {
    it.each(rowsOf(page, "How to turn it on"))("names keys, a command or a reason: $feature", ({ key }) => {
      const unknown = quoted(key)
        .filter((name) => !name.startsWith("npm run "))
        .filter((name) => schemaAt(name.replaceAll("*", "any").split(".")) === undefined);
      expect(unknown).toEqual([]);
      if (quoted(key).length === 0) expect(key).toMatch(/^always on$|^left out: /);
    });
  },
);

describe.each(readdirSync(path.join(ROOT, "docs/evidence")))("docs/evidence/%s", (page) => {
  const text = readFileSync(path.join(ROOT, "docs/evidence", page), "utf8");
  const files = [...text.matchAll(/`(tests\/[^`]+\.ts)`/g)].map(([, file = ""]) => file);

  it("names only tests that exist", () => {
    expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});

describe("docs/network.md", () => {
  const rows = readFileSync(path.join(ROOT, "docs/network.md"), "utf8")
    .split("\n## ")
    .flatMap((section) => /^\| Feature [^]*?\n(?!\|)/m.exec(section)?.[0].split("\n").slice(2) ?? [])
    .filter((line) => line !== "")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, feature = "", key = ""]) => ({ feature, key }));

  it.each(rows)("names keys of the schema, or a reason: $feature", ({ key }) => {
    const names = quoted(key).map((name) => name.replace(/:.*/, "").split("."));
    const isKey = (name: string[]): boolean => (schemaAt(["network", ...name]) ?? schemaAt(name)) !== undefined;
    expect(names.filter((name) => !isKey(name))).toEqual([]);
    if (names.length === 0) expect(key).toMatch(/^always on$|^left out: /);
  });
});

describe("docs/evidence/network.md", () => {
  const named = readFileSync(path.join(ROOT, "docs/evidence/network.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .flatMap((line) => [...line.matchAll(/`(tests\/[\w./-]+)`/g)])
    .map(([, name = ""]) => name);

  it.each([...new Set(named)])("names a test that exists: %s", (name) => {
    expect(existsSync(path.join(ROOT, name))).toBe(true);
  });
});

describe("docs/changes.md", () => {
  const page = readFileSync(path.join(ROOT, "docs/changes.md"), "utf8");

  it.each(IMMUTABLE_KEYS.map((immutable) => immutable.path.join(".")))("lists the immutable key %s", (key) => {
    expect(page).toContain(`\`${key}\``);
  });
});

describe("docs/limits.md", () => {
  const rules = readdirSync(path.join(ROOT, "config"), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(ROOT, "config", file))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/^(?:export )?(?:const|function\*?) (\w+)/gm)])
    .map(([, name = ""]) => name);
  const rows = readFileSync(path.join(ROOT, "docs/limits.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, key = "", limit = "", adjustable = "", rule = ""]) => ({ key, limit, adjustable, rule }));

  it.each(rows)("names keys of the schema: $key, $limit", ({ key }) => {
    const keys = quoted(key);
    expect(keys).not.toEqual([]);
    expect(keys.filter((name) => schemaAt(name.replaceAll("*", "any").split(".")) === undefined)).toEqual([]);
  });

  it.each(rows)("names existing rules, and the page of AWS with the limit: $key, $limit", (row) => {
    expect(quoted(row.rule).filter((name) => !rules.includes(name))).toEqual([]);
    expect(row.rule).toMatch(/`|^schema|^not checked: |^always within/);
    expect(row.adjustable).toMatch(/^(no|yes|up to [\d,]+|—)$/);
    expect(row.limit).toMatch(
      /^Has no effect |\(\[[^\]]+\]\(https:\/\/(docs\.aws\.amazon\.com|kubernetes\.io|keda\.sh)\/\S+\)/,
    );
  });

  it.each([
    "network/address-ranges-rules",
    "cluster/control-plane/address-ranges-rules",
    "cluster/control-plane/quotas-rules",
    "cluster/compute/instance-support-rules",
    "network/quotas-rules",
    "cluster/compute/node-group-limits-rules",
    "cluster/access/quotas-rules",
    "storage/quotas-rules",
    "stack/unused-settings-rules",
  ])("lists every rule of config/%s.ts", (file) => {
    const listed = new Set(rows.flatMap(({ rule }) => quoted(rule)));
    const text = readFileSync(path.join(ROOT, "config", `${file}.ts`), "utf8");
    const names = [...text.matchAll(/^(?:export )?const (\w+)(?:: Rule)? = /gm)].map(([, name = ""]) => name);
    const rules = names.filter((name) => /^[a-z]/.test(name));
    expect(rules).not.toEqual([]);
    expect(rules.filter((name) => !listed.has(name))).toEqual([]);
  });
});

/** The names between backticks. */
function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}
