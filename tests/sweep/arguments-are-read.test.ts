import path from "node:path";

import ts from "typescript";

import { PROJECT_DIR } from "../support/stack-files";

/** Interfaces of arguments whose values are settings of the stack file, by file. */
const ROOTS: readonly (readonly [file: string, name: string])[] = [
  ["components/account/account-baseline.ts", "AccountArgs"],
  ["components/backup/backup.ts", "BackupArgs"],
  ["components/budgets/budgets.ts", "BudgetsArgs"],
  ["components/bootstrap/bootstrap-args.ts", "BootstrapArgs"],
  ["components/cluster/cluster-args.ts", "ClusterArgs"],
  ["components/file-systems/file-systems.ts", "FileSystemsArgs"],
  ["components/monitoring/monitoring.ts", "MonitoringArgs"],
  ["components/network/network.ts", "NetworkArgs"],
  ["components/network/existing-network.ts", "ExistingNetworkArgs"],
  ["components/resilience/resilience.ts", "ResilienceArgs"],
  ["components/storage/bucket-fleet.ts", "BucketFleetArgs"],
  ["components/storage/storage.ts", "StorageArgs"],
];

const program = programOf(["index.ts", "fleet/index.ts", "bootstrap/index.ts"]);
const checker = program.getTypeChecker();
const sources = program.getSourceFiles().filter((file) => /\/(components|domain)\//.test(relative(file.fileName)));

/** Arguments that no code names: passed to a resource as a whole, or read by a computed key. */
const READ_WITHOUT_NAME = [
  /^ClusterArgs\.nodeGroups\.\*\.warmPool\./,
  /^ClusterArgs\.karpenter\.nodePools\.\*\.disruptionBudgets\./,
  /\.securityGroups\.\*\.(ingress|egress)$/,
  /^ClusterArgs\.tagFanOut\.autoScalingGroup\./,
];

/** Declarations of the properties that a component or domain reads by name. */
const read = new Set<ts.Declaration>();
/**
 * The same by folder and name, because a function can declare an own interface for its arguments, whose properties are
 * other declarations.
 */
const readNames = new Set<string>();
for (const file of sources) visit(file);

describe("each argument of a component", () => {
  it.each(ROOTS)("of %s, %s, is read by a component", (file, name) => {
    expect(unread(file, name)).toEqual([]);
  });
});

function programOf(entries: readonly string[]): ts.Program {
  const config = ts.readConfigFile(path.join(PROJECT_DIR, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, PROJECT_DIR);
  return ts.createProgram(
    entries.map((entry) => path.join(PROJECT_DIR, entry)),
    { ...options, noEmit: true },
  );
}

function relative(fileName: string): string {
  return `/${path.relative(PROJECT_DIR, fileName)}`;
}

function visit(node: ts.Node): void {
  if (ts.isPropertyAccessExpression(node)) mark(checker.getSymbolAtLocation(node.name));
  if (ts.isObjectBindingPattern(node)) {
    const type = checker.getTypeAtLocation(node);
    for (const element of node.elements) {
      const name = element.propertyName ?? element.name;
      if (element.dotDotDotToken === undefined && ts.isIdentifier(name)) mark(propertyOf(type, name.text));
    }
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
    mark(propertyOf(checker.getTypeAtLocation(node.expression), node.argumentExpression.text));
  }
  ts.forEachChild(node, visit);
}

function propertyOf(type: ts.Type, name: string): ts.Symbol | undefined {
  return checker.getPropertyOfType(checker.getNonNullableType(type), name);
}

function mark(symbol: ts.Symbol | undefined): void {
  for (const declaration of symbol?.declarations ?? []) {
    read.add(declaration);
    readNames.add(nameInFolder(declaration, symbol?.name ?? ""));
  }
}

/** `/components/network zones` */
function nameInFolder(declaration: ts.Declaration, name: string): string {
  const [, top = "", folder = ""] = relative(declaration.getSourceFile().fileName).split("/");
  return `/${top}/${folder} ${name}`;
}

/** Paths of the properties, at any depth, whose declarations are in this project and that nothing reads. */
function unread(file: string, name: string): string[] {
  const source = program.getSourceFile(path.join(PROJECT_DIR, file));
  const declaration = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (declaration === undefined) throw new Error(`${file} declares no interface ${name}`);
  const found: string[] = [];
  const seen = new Set<ts.Type>();
  const descend = (type: ts.Type, at: string): void => {
    const plain = checker.getNonNullableType(type);
    for (const part of plain.isUnion() ? plain.types : [plain]) {
      if (seen.has(part)) continue;
      seen.add(part);
      const entry = checker.getIndexTypeOfType(part, ts.IndexKind.String) ?? elementOf(part);
      if (entry !== undefined) descend(entry, `${at}.*`);
      for (const property of checker.getPropertiesOfType(part)) {
        const own = (property.declarations ?? []).filter((one) =>
          /^\/(components|domain)\//.test(relative(one.getSourceFile().fileName)),
        );
        if (own.length === 0) continue;
        const place = `${at}.${property.name}`;
        if (!own.some((one) => read.has(one) || readNames.has(nameInFolder(one, property.name)))) found.push(place);
        else descend(checker.getTypeOfSymbol(property), place);
      }
    }
  };
  descend(checker.getTypeAtLocation(declaration), name);
  return found.filter((place) => !READ_WITHOUT_NAME.some((form) => form.test(place)));
}

function elementOf(type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}
