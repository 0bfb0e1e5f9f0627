import { readFileSync } from "node:fs";
import path from "node:path";

import { IMMUTABLE_KEYS } from "../../../config/transitions/immutable-keys";
import { formatKey, KEYS } from "../../../tools/config/reference/keys";
import { renderConfigReference } from "../../../tools/config/reference/config-reference";
import { KEY_FACTS } from "../../../tools/config/reference/key-facts";
import since from "../../../tools/config/reference/since.json";

const PAGE = renderConfigReference();
const CHANGELOG = readFileSync(path.resolve(__dirname, "../../../CHANGELOG.md"), "utf8");

/** What the entry of a key says, by label. */
function entryOf(key: string): Readonly<Record<string, string>> {
  const [, text = ""] = PAGE.split(`\n### \`${key}\`\n`);
  const [entry = ""] = text.split("\n### ");
  return Object.fromEntries(
    [...entry.matchAll(/^- ([\w ]+): (.*)$/gm)].map(([, label = "", value = ""]) => [label, value]),
  );
}

describe("the configuration reference", () => {
  it.each(KEYS.map((key) => formatKey(key.path)).filter((key) => key.includes(".")))(
    "states type, default, change and release of %s",
    (key) => {
      expect(Object.keys(entryOf(key))).toEqual(expect.arrayContaining(["Type", "Default", "Change", "Since"]));
    },
  );

  it("links each key of its tables to one heading", () => {
    const headings = [...PAGE.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replace(/[^\w-]/g, ""),
    );
    const links = [...PAGE.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = ""]) => anchor);
    expect(links.length).toBeGreaterThan(KEYS.length / 2);
    expect(links.filter((link) => headings.filter((heading) => heading === link).length !== 1)).toEqual([]);
  });

  it.each(Object.keys(KEY_FACTS))("states facts about a key of the schema: %s", (key) => {
    expect(KEYS.map(({ path: at }) => formatKey(at))).toContain(key);
  });

  it("has releases only for keys of the schema, and only releases of the changelog", () => {
    const keys = KEYS.map(({ path: at }) => formatKey(at));
    expect(Object.keys(since).filter((key) => !keys.includes(key))).toEqual([]);
    expect([...new Set(Object.values(since))].filter((release) => !CHANGELOG.includes(`\n## ${release}\n`))).toEqual(
      [],
    );
  });

  it.each(IMMUTABLE_KEYS.map(({ path: at }) => at.join(".")))("states that a change is refused: %s", (key) => {
    const documented = KEYS.map((known) => formatKey(known.path)).filter((known) => key.startsWith(known));
    const nearest = documented.at(-1) ?? "";
    const changes = nearest.includes(".") ? entryOf(nearest)["Change"] : PAGE.split(`\n## ${nearest}\n`)[1];
    expect(changes).toContain("Refused, because a change ");
  });

  it("contains values of prod from the rules, values of stacks from their files, and amounts from the price list", () => {
    expect(entryOf("network.nat")).toMatchObject({
      Default: "`single`",
      "Allowed in prod": "per-zone, regional or none",
      "Shipped stack files": "dev `single`, staging `single`, prod `per-zone`",
      Price: expect.stringMatching(/^\$36\.50 a month for each gateway/) as string,
    });
  });
});
