/**
 * The files that belong to the user of the project. Releases do not change them, `npm run upgrade` keeps them, and no test
 * depends on them. A name that ends with a slash is a folder; `*` stands for any characters except a slash. All other files
 * belong to the project. docs/upgrades.md describes each place.
 */
export const USER_OWNED = [
  "Pulumi.*.yaml",
  "Pulumi.*.yml",
  "change-limits.yaml",
  "bootstrap/Pulumi.*.yaml",
  "bootstrap/Pulumi.*.yml",
  "fleet/Pulumi.*.yaml",
  "fleet/Pulumi.*.yml",
  "fleet/change-limits.yaml",
  "fleet/*.csv",
  "fleet/*.lock",
  "extensions/",
  "golden/",
  "policy/custom/",
  "policy/waivers.yaml",
] as const;

/** Matches a place above, and belongs to the project: releases and tests change and read it. */
const EXAMPLE_OF_THE_PROJECT = "bootstrap/Pulumi.example.yaml";

const PATTERNS = USER_OWNED.map((place) => {
  const [first = "", ...rest] = place.split("*").map((part) => part.replaceAll(".", "\\."));
  return new RegExp(`^${[first, ...rest].join("[^/]+")}${place.endsWith("/") ? "" : "$"}`);
});

/** Whether a file belongs to the user; its path is relative to the root of the project, with slashes. */
export function isUserOwned(file: string): boolean {
  return file !== EXAMPLE_OF_THE_PROJECT && PATTERNS.some((pattern) => pattern.test(file));
}
