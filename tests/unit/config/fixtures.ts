import path from "node:path";

import { stringify } from "yaml";

import { check, type Verdict } from "../../../config/check/check";
import { withValueAt } from "../../../config/source/path";
import type { Problem } from "../../../config/diagnostics/problem";
import { type ConfigSource, sourceFromFile } from "../../../config/source/source";
import { parseStackFile } from "../../../config/source/stack-file";

export const PROJECT_DIR = path.resolve(__dirname, "../../..");
/** The stack files of the tests. */
export const STACKS_DIR = path.join(PROJECT_DIR, "tests/stacks");
export const STACKS = ["dev", "staging", "prod"] as const;

/** All supported versions are well within their support on this day. */
export const TODAY = new Date("2026-10-01T00:00:00Z");

const PROJECT = "groundwork";

/** The least that a stack file must say, by top-level key. */
export const MINIMAL = {
  environment: "dev",
  name: "shop",
  aws: { region: "eu-west-1", accountId: "111122223333" },
  tags: { project: "shop", owner: "web", costCenter: "cc-1", department: "retail" },
  network: { cidr: "10.0.0.0/16", zones: ["a", "b"] },
  cluster: {
    version: "1.36",
    nodeGroups: { main: { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3 } },
    access: { deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin" } },
  },
};

/** The same for prod: what {@link MINIMAL} must say more to satisfy the rules of prod. */
export const PROD: Edits = {
  environment: "prod",
  "network.zones": ["a", "b", "c"],
  "network.nat": "per-zone",
  "storage.encryption": "customer-managed",
  "cluster.secretsEncryption": "customer-managed",
  "cluster.logTypes": ["api", "audit", "authenticator", "controllerManager", "scheduler"],
};

/** New values by dotted path: `{ "network.nat": "none" }`. */
export type Edits = Readonly<Record<string, unknown>>;

export function edited(base: unknown, edits: Edits): unknown {
  return Object.entries(edits).reduce((value, [dotted, to]) => withValueAt(value, dotted.split("."), to), base);
}

export function fileText(values: unknown): string {
  const config = Object.entries(values as object).map(([key, value]): [string, unknown] => [
    `${PROJECT}:${key}`,
    value,
  ]);
  const all = { "pulumi:disable-default-providers": ["aws", "kubernetes"], ...Object.fromEntries(config) };
  // Days are text in quotes: without them, Pulumi passes on a time.
  return stringify({ config: all }, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
}

export function sourceOf(text: string, stack = "dev"): ConfigSource {
  return sourceFromFile(parseStackFile(text, `Pulumi.${stack}.yaml`), stack);
}

interface Options {
  readonly stack?: string;
  readonly today?: Date;
}

/** What is said about the minimal configuration with these changes. */
export function verdictOn(edits: Edits, { stack = "dev", today = TODAY }: Options = {}): Verdict {
  const base = stack === "prod" ? edited(MINIMAL, PROD) : edited(MINIMAL, { environment: stack });
  return check(sourceOf(fileText(edited(base, edits)), stack), today);
}

/** Its problems, one line each: `network.nat: network/nat-needs-public-tier`. */
export function problemsWith(edits: Edits, options?: Options): string[] {
  return verdictOn(edits, options).problems.map(line);
}

export function warningsWith(edits: Edits, options?: Options): string[] {
  return verdictOn(edits, options).warnings.map(line);
}

function line({ path: place, code }: Problem): string {
  return `${place}: ${code}`;
}
