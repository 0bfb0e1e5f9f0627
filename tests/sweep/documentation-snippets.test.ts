import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { compileFunction } from "node:vm";

import { transformSync } from "@swc/core";
import { deepmergeCustom } from "deepmerge-ts";

import { scripts } from "../../package.json";
import { checkBootstrap } from "../../config/bootstrap/check-bootstrap";
import { check } from "../../config/check/check";
import { schemaAt } from "../../config/schema/json-schema";
import { sourceFromFile } from "../../config/source/source";
import { withProjectConfig } from "../../config/source/project-config";
import { parseStackFile } from "../../config/source/stack-file";
import { extensions } from "../../examples/extensions/extensions";
import type { Extensions } from "../../platform";
import { npmCalls, refusalOf } from "../support/command-lines";
import { schemaValidator } from "../support/kubernetes-schemas";
import { TESTED_MINOR } from "../support/tested-minor";
import { allPages, yamlDocuments } from "../support/markdown";
import { PROJECT_DIR, readStackFile, STACKS, TODAY } from "../support/stack-files";

type Values = Readonly<Record<string, unknown>>;

const PAGES = allPages();
/** The changelog also names commands of earlier releases. */
const CURRENT = PAGES.filter(({ file }) => file !== "CHANGELOG.md");
const SNIPPETS = CURRENT.flatMap(({ snippets }) => snippets);
const COMMANDS = SNIPPETS.filter(({ language }) => language !== "mermaid")
  .map(({ place, text }) => ({ place, text, calls: npmCalls(text) }))
  .filter(({ calls }) => calls.length > 0);

const DOCUMENTS = yamlDocuments(SNIPPETS);
const MANIFESTS = DOCUMENTS.filter(({ values }) => "apiVersion" in values).map((document) => ({
  ...document,
  kind: `${String(document.values["apiVersion"])} ${String(document.values["kind"])}`,
}));
/** What stack files write, and what Pulumi.yaml writes for all of them. */
const SETTINGS = DOCUMENTS.map((document) => ({ ...document, config: settingsOf(document.values) })).filter(
  ({ config }) => Object.keys(config).some((key) => key.startsWith("groundwork:")),
);

function settingsOf(values: Values): Values {
  if (values["name"] === undefined) return (values["config"] ?? {}) as Values;
  return withProjectConfig(parseStackFile("config: {}", "Pulumi.dev.yaml"), JSON.stringify(values)).values;
}

const ANCHORS = new Map(PAGES.map(({ file, anchors }) => [file, anchors]));

describe.each(PAGES)("$file", ({ file, links, inlineCode }) => {
  it("links files and headings that exist", () => {
    const missing = links.filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false;
      const [target = "", anchor] = link.split("#");
      const place = target === "" ? file : path.posix.join(path.posix.dirname(file), target);
      if (!existsSync(path.join(PROJECT_DIR, place))) return true;
      return anchor !== undefined && ANCHORS.get(place)?.includes(anchor) !== true;
    });
    expect(missing).toEqual([]);
  });

  if (file === "CHANGELOG.md") return;
  it("names scripts, commands and options that exist; sentences may omit arguments", () => {
    const calls = inlineCode.flatMap((code) => npmCalls(code.replaceAll("\n", " ")));
    const named = calls.filter(({ script }) => /^[a-z]/.test(script));
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
    const refusals = named.map(refusalOf).filter((refusal) => refusal !== undefined);
    expect(refusals.filter((refusal) => !refusal.endsWith(" is missing."))).toEqual([]);
  });
});

describe("the commands of a snippet", () => {
  it.each(COMMANDS)("are accepted as written: $place", ({ calls }) => {
    expect(calls.filter(({ script }) => !(script in scripts))).toEqual([]);
    expect(calls.map(refusalOf).filter((refusal) => refusal !== undefined)).toEqual([]);
  });

  it.each(COMMANDS)("set keys of the schema, and name files that exist: $place", ({ text, calls }) => {
    const keys = calls.filter(({ args }) => args[0] === "set").map(({ args: [, , key = ""] }) => key);
    expect(keys.filter((key) => schemaAt(key.split(".")) === undefined)).toEqual([]);
    const files = [...text.matchAll(/(?<=\s)(?:docs|examples|extensions|fleet|tests|tools)\/[\w./-]+(?=\s|$)/g)];
    const missing = files.map(([file]) => file).filter((file) => !existsSync(path.join(PROJECT_DIR, file)));
    expect(missing).toEqual([]);
  });
});

describe("a YAML snippet", () => {
  it("is YAML without errors", () => {
    expect(DOCUMENTS.length).toBeGreaterThan(40);
    expect(DOCUMENTS.filter(({ errors }) => errors.length > 0)).toEqual([]);
  });

  it("has settings below `config:`, as a stack file does", () => {
    const bare = DOCUMENTS.filter(({ values }) => Object.keys(values).some((key) => key.startsWith("groundwork:")));
    expect(bare.map(({ place }) => place)).toEqual([]);
  });
});

/** What snippets lead to in the smallest stack file, and their page says in words: they replace a part of it. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "docs/changes.md": ["teardown[0] [stack/teardown-unknown-path]"],
  "docs/cluster.md": [
    "cluster.nodeGroups [cluster/unused-with-auto-mode]",
    "cluster.karpenter.replicas [cluster/karpenter-too-many-replicas]",
  ],
  "docs/from-terraform.md": ["network.cidr [network/existing-vpc-unused-key]"],
  "docs/network.md": ["network.cidr [network/existing-vpc-unused-key]"],
};

describe("a snippet of a stack file", () => {
  const merge = deepmergeCustom({ mergeArrays: false });
  const known = { ...extensions, ...documentedExtensions() };
  const reportOn = (stack: string, config: Values): readonly string[] => {
    const source = sourceFromFile(parseStackFile(JSON.stringify({ config }), `Pulumi.${stack}.yaml`), stack);
    const isBootstrap = "groundwork:bootstrap" in config;
    const { problems } = isBootstrap ? checkBootstrap(source, TODAY) : check({ ...source, extensions: known }, TODAY);
    return problems.map(({ path: key, code }) => `${key} [${code}]`);
  };
  const bootstrap = parseStackFile(
    readFileSync(path.join(PROJECT_DIR, "bootstrap/Pulumi.example.yaml"), "utf8"),
    "Pulumi.example.yaml",
  );
  /** A reader adds the keys to a part that the stack file has, or replaces the part. */
  const ways: readonly ((file: Values, snippet: Values) => Values)[] = [
    (file, snippet) => merge(file, snippet),
    (file, snippet) => ({ ...file, ...snippet }),
  ];

  it.each(SETTINGS)(
    "is accepted in one of the stack files of the tests, or in that of the bootstrap: $place",
    ({ config }) => {
      const reports: (readonly string[])[] = [];
      const files: readonly (readonly [string, Values])[] =
        "groundwork:bootstrap" in config
          ? [["example", bootstrap.values]]
          : // Without the cost ceiling, which is not for what snippets add.
            STACKS.map((stack) => [stack, { ...readStackFile(stack).config, "groundwork:budgets": {} }]);
      for (const [stack, file] of files) {
        for (const combine of ways) {
          const report = reportOn(stack, combine(file, config));
          if (report.length === 0) return;
          reports.push(report);
        }
      }
      expect(reports).toContainEqual([]);
    },
  );

  const minimal = parseStackFile(
    readFileSync(path.join(PROJECT_DIR, "examples/Pulumi.minimal.yaml"), "utf8"),
    "Pulumi.minimal.yaml",
  );

  it.each(SETTINGS.filter(({ place, config }) => place.startsWith("docs/") && !("groundwork:bootstrap" in config)))(
    "needs nothing more in the stack file of a new user: $place",
    ({ place, config }) => {
      const expected = EXPECTED[place.replace(/:.*/, "")] ?? [];
      const report = reportOn("minimal", merge(minimal.values, config));
      expect(report.filter((problem) => !expected.includes(problem))).toEqual([]);
    },
  );

  function documentedExtensions(): Extensions {
    const text = SNIPPETS.find(({ language }) => language === "ts")?.text ?? "";
    const parser = { syntax: "typescript" } as const;
    const { code } = transformSync(text, { jsc: { parser, target: "es2022" }, module: { type: "commonjs" } });
    const module = { exports: {} as { readonly extensions: Extensions } };
    const load = (name: string): unknown => jest.requireActual(name.replace("../platform", "../../platform"));
    (compileFunction(code, ["require", "exports"]) as (...args: unknown[]) => void)(load, module.exports);
    return module.exports.extensions;
  }
});

describe("a Kubernetes manifest", () => {
  const errorsIn = schemaValidator(TESTED_MINOR);
  /** Kinds of custom resources, whose definitions charts install. */
  const custom = ["external-secrets.io/", "keda.sh/"];

  it.each(MANIFESTS.filter(({ kind }) => !custom.some((group) => kind.startsWith(group))))(
    "is a valid $kind: $place",
    ({ kind, values }) => {
      expect(errorsIn(kind, values)).toEqual([]);
    },
  );
});
