import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

const ROOT = path.resolve(__dirname, "../..");
const ENTRIES = ["index.ts", "fleet/index.ts"];
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

function offenders(breaks: (edge: Import) => boolean): string[] {
  return IMPORTS.filter(breaks).map(({ from, to }) => `${from} -> ${to}`);
}

/** The folder of a component, e.g. `components/network`. */
function component(file: string): string | undefined {
  return /^components\/[^/]+/.exec(file)?.[0];
}

describe("data runs one way", () => {
  it("keeps config, its schema library and the environment out of components", () => {
    const forbidden = /^(config\/|zod$|yaml$|node:process)/;
    expect(offenders(({ from, to }) => from.startsWith("components/") && forbidden.test(to))).toEqual([]);
    const readers = SOURCES.filter((file) => file.startsWith("components/")).filter((file) =>
      /process\.env|pulumi\.Config|getStack\(/.test(readFileSync(path.join(ROOT, file), "utf8")),
    );
    expect(readers).toEqual([]);
  });

  it("lets domain import nothing but domain and libraries that compute", () => {
    const allowed = /^(domain\/|deepmerge-ts$|fastest-levenshtein$|ip-address$|node:crypto$|semver\/)/;
    expect(offenders(({ from, to }) => from.startsWith("domain/") && !allowed.test(to))).toEqual([]);
  });

  it("lets the sandbox, which judges, share no rule with domain and config", () => {
    const shares = ({ from, to }: Import): boolean => from.startsWith("sandbox/") && /^(domain|config)\//.test(to);
    expect(offenders(shares)).toEqual([]);
  });

  it("keeps components and AWS out of config", () => {
    const forbidden = /^(components\/|sandbox\/|tools\/|@pulumi\/(aws|awsx|kubernetes))/;
    expect(offenders(({ from, to }) => from.startsWith("config/") && forbidden.test(to))).toEqual([]);
  });

  it("lets the handle of extensions know components and domain, and no extension or configuration", () => {
    const forbidden = /^(config|extensions|index\.ts)/;
    expect(offenders(({ from, to }) => from.startsWith("platform/") && forbidden.test(to))).toEqual([]);
  });

  it("lets extensions reach the platform through its handle only", () => {
    const others = /^(config|components|domain|fleet|policy|sandbox|tools)\/|^index\.ts$/;
    expect(offenders(({ from, to }) => from.startsWith("extensions/") && others.test(to))).toEqual([]);
    const inside = ({ from, to }: Import): boolean =>
      from.startsWith("extensions/") && /^platform\/(?!index\.ts$)/.test(to);
    expect(offenders(inside)).toEqual([]);
  });

  it("lets only the entry program and the schema command name the extensions", () => {
    const users = new Set(
      IMPORTS.filter(({ from, to }) => !from.startsWith("extensions/") && to.startsWith("extensions/")).map(
        ({ from }) => from,
      ),
    );
    expect([...users].sort()).toEqual(["index.ts", "tools/config/schema.ts"]);
  });

  it("lets only config/source/engine.ts and config/diagnostics/error.ts know Pulumi", () => {
    const users = new Set(
      IMPORTS.filter(
        ({ from, to, typeOnly }) => from.startsWith("config/") && to.startsWith("@pulumi/") && !typeOnly,
      ).map(({ from }) => from),
    );
    expect([...users].sort()).toEqual(["config/diagnostics/error.ts", "config/source/engine.ts"]);
  });

  it("keeps the engine, which takes long to load, out of commands that only read stack files", () => {
    const engine = /^config\/(program|source\/engine)\.ts$/;
    const program = /^(index\.ts|fleet\/index\.ts|config\/program\.ts)$/;
    expect(offenders(({ from, to }) => engine.test(to) && !program.test(from))).toEqual([]);
  });

  it("reaches another component through its index only", () => {
    const crosses = ({ from, to }: Import): boolean => {
      const [own, other] = [component(from), component(to)];
      return other !== undefined && other !== "components/shared" && own !== other && !to.endsWith("/index.ts");
    };
    expect(offenders(crosses)).toEqual([]);
  });

  it("keeps components/shared free of resources", () => {
    const values = ({ from, to, typeOnly }: Import): boolean =>
      from.startsWith("components/shared/") && to.startsWith("@pulumi/") && !typeOnly;
    expect(offenders(values)).toEqual([]);
  });

  it("keeps the program free of tools, sandbox and tests", () => {
    const program = /^(index\.ts$|fleet\/|config\/|components\/|platform\/|extensions\/)/;
    expect(offenders(({ from, to }) => program.test(from) && /^(sandbox|tools|tests|bench|policy)\//.test(to))).toEqual(
      [],
    );
  });

  it("has no import cycle, type imports included", () => {
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
])("the entry program $entry", ({ entry, mostLines }) => {
  const text = readFileSync(path.join(ROOT, entry), "utf8");

  it(`stays under ${mostLines} lines`, () => {
    expect(text.trimEnd().split("\n").length).toBeLessThan(mostLines);
  });

  it("reaches components and config through their indexes, and the engine through config/program.ts", () => {
    const allowed = /^@pulumi\/|\/index\.ts$|^config\/program\.ts$/;
    expect(offenders(({ from, to }) => from === entry && !allowed.test(to))).toEqual([]);
  });

  it("decides nothing: no branch, no loop", () => {
    expect(text).not.toMatch(/\bif\b|\bfor\b.*\(|\? .* :/);
  });
});

describe("each component folder", () => {
  const indexes = SOURCES.filter((file) => /^components\/[^/]+\/index\.ts$/.test(file));

  it.each(indexes)("%s only re-exports", (file) => {
    const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), "utf8"), ts.ScriptTarget.ES2022);
    expect(source.statements.every((statement) => ts.isExportDeclaration(statement))).toBe(true);
  });
});
