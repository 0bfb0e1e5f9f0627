import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

const ROOT = path.resolve(__dirname, "../..");
const ENTRIES = ["index.ts", "fleet/index.ts", "bootstrap/index.ts"];
const FOLDERS = ["domain", "config", "components", "platform", "extensions", "policy", "sandbox", "tools"];
const SOURCES = [...ENTRIES, ...FOLDERS.flatMap(filesBelow)];

interface Import {
  readonly from: string;
  /** Package name, or a path from the project's root for the project's own files. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORTS = SOURCES.flatMap(importsOf);

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`);
}

function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, readFileSync(path.join(ROOT, from), "utf8"), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    return [{ from, to: resolve(from, statement.moduleSpecifier.text), typeOnly: isTypeOnly(statement) }];
  });
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const target = path.posix.join(path.posix.dirname(from), specifier);
  return [`${target}.ts`, `${target}/index.ts`, target].find((file) => SOURCES.includes(file)) ?? target;
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  const onlyTypes =
    named !== undefined && ts.isNamedImports(named) && named.elements.every(({ isTypeOnly }) => isTypeOnly);
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (clause.name === undefined && onlyTypes);
}

function importsThat(matches: (edge: Import) => boolean): string[] {
  return IMPORTS.filter(matches).map(({ from, to }) => `${from} -> ${to}`);
}

/** The folder of a component, e.g. `components/network`. */
function component(file: string): string | undefined {
  return /^components\/[^/]+/.exec(file)?.[0];
}

describe("the direction of imports", () => {
  it("allows components no import of config, zod or YAML, and no use of the environment", () => {
    const forbidden = /^(config\/|zod$|yaml$|node:process)/;
    expect(importsThat(({ from, to }) => from.startsWith("components/") && forbidden.test(to))).toEqual([]);
    const readers = SOURCES.filter((file) => file.startsWith("components/")).filter((file) =>
      /process\.env|pulumi\.Config|getStack\(/.test(readFileSync(path.join(ROOT, file), "utf8")),
    );
    expect(readers).toEqual([]);
  });

  it("allows domain only imports of domain and of libraries without I/O", () => {
    const allowed = /^(domain\/|deepmerge-ts$|fastest-levenshtein$|ip-address$|node:crypto$|semver\/)/;
    expect(importsThat(({ from, to }) => from.startsWith("domain/") && !allowed.test(to))).toEqual([]);
  });

  it("allows the sandbox no import of domain or config, whose rules it tests", () => {
    const shares = ({ from, to }: Import): boolean => from.startsWith("sandbox/") && /^(domain|config)\//.test(to);
    expect(importsThat(shares)).toEqual([]);
  });

  it("allows config no import of components, sandbox, tools or provider SDKs", () => {
    const forbidden = /^(components\/|sandbox\/|tools\/|@pulumi\/(aws|awsx|kubernetes))/;
    expect(importsThat(({ from, to }) => from.startsWith("config/") && forbidden.test(to))).toEqual([]);
  });

  it("allows platform no import of config, extensions or the entry program", () => {
    const forbidden = /^(config|extensions|index\.ts)/;
    expect(importsThat(({ from, to }) => from.startsWith("platform/") && forbidden.test(to))).toEqual([]);
  });

  it("allows extensions only the import of platform/index.ts", () => {
    const others = /^(config|components|domain|fleet|bootstrap|policy|sandbox|tools)\/|^index\.ts$/;
    expect(importsThat(({ from, to }) => from.startsWith("extensions/") && others.test(to))).toEqual([]);
    const inside = ({ from, to }: Import): boolean =>
      from.startsWith("extensions/") && /^platform\/(?!index\.ts$)/.test(to);
    expect(importsThat(inside)).toEqual([]);
  });

  it("allows imports of extensions only in the entry program and in the schema command", () => {
    const users = new Set(
      IMPORTS.filter(({ from, to }) => !from.startsWith("extensions/") && to.startsWith("extensions/")).map(
        ({ from }) => from,
      ),
    );
    expect([...users].sort()).toEqual(["index.ts", "tools/config/schema.ts"]);
  });

  it("allows imports of Pulumi in config only in config/source/engine.ts and config/diagnostics/error.ts", () => {
    const users = new Set(
      IMPORTS.filter(
        ({ from, to, typeOnly }) => from.startsWith("config/") && to.startsWith("@pulumi/") && !typeOnly,
      ).map(({ from }) => from),
    );
    expect([...users].sort()).toEqual(["config/diagnostics/error.ts", "config/source/engine.ts"]);
  });

  it("allows imports of the engine's part of config only in the entry programs, because it loads slowly", () => {
    const engine = /^config\/(program\/index|source\/engine)\.ts$/;
    const program = /^(index\.ts|(fleet|bootstrap)\/index\.ts|config\/program\/index\.ts)$/;
    expect(importsThat(({ from, to }) => engine.test(to) && !program.test(from))).toEqual([]);
  });

  it("allows imports of another component only from its index.ts", () => {
    const crosses = ({ from, to }: Import): boolean => {
      const [own, other] = [component(from), component(to)];
      return other !== undefined && other !== "components/shared" && own !== other && !to.endsWith("/index.ts");
    };
    expect(importsThat(crosses)).toEqual([]);
  });

  it("allows components/shared only type imports of Pulumi packages", () => {
    const values = ({ from, to, typeOnly }: Import): boolean =>
      from.startsWith("components/shared/") && to.startsWith("@pulumi/") && !typeOnly;
    expect(importsThat(values)).toEqual([]);
  });

  it("allows the program no import of sandbox, tools, tests, bench or policy", () => {
    const program = /^(index\.ts$|fleet\/|bootstrap\/|config\/|components\/|platform\/|extensions\/)/;
    expect(
      importsThat(({ from, to }) => program.test(from) && /^(sandbox|tools|tests|bench|policy)\//.test(to)),
    ).toEqual([]);
  });

  it("has no cycle, including type imports", () => {
    const edges = new Map<string, string[]>();
    for (const { from, to } of IMPORTS) edges.set(from, [...(edges.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of edges.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe.each([
  { entry: "index.ts", mostLines: 80 },
  { entry: "fleet/index.ts", mostLines: 40 },
  { entry: "bootstrap/index.ts", mostLines: 60 },
])("the entry program $entry", ({ entry, mostLines }) => {
  const text = readFileSync(path.join(ROOT, entry), "utf8");

  it(`has fewer than ${mostLines} lines`, () => {
    expect(text.trimEnd().split("\n").length).toBeLessThan(mostLines);
  });

  it("imports only Pulumi packages and index.ts files", () => {
    const allowed = /^@pulumi\/|\/index\.ts$/;
    expect(importsThat(({ from, to }) => from === entry && !allowed.test(to))).toEqual([]);
  });

  it("contains no branch and no loop", () => {
    expect(text).not.toMatch(/\bif\b|\bfor\b.*\(|\? .* :/);
  });
});

describe("the index.ts of each component", () => {
  const indexes = SOURCES.filter((file) => /^components\/[^/]+\/index\.ts$/.test(file));

  it.each(indexes)("contains only re-exports: %s", (file) => {
    const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), "utf8"), ts.ScriptTarget.ES2022);
    expect(source.statements.every((statement) => ts.isExportDeclaration(statement))).toBe(true);
  });
});
