import { parse, stringify } from "yaml";

import { applySteps } from "../../../config/diagnostics/apply-steps";
import { type FixStep, isCommand, move, remove, set } from "../../../config/diagnostics/finding";
import { editStackFile } from "../../../config/source/edit-file";

const TEXT = `# The platform of the shop.
config:
  groundwork:environment:   dev # not prod
  groundwork:tags: { project:   shop, owner: web }

  groundwork:network:
    # Agreed with the network team.
    cidr: "10.0.0.0/16"
    zones: [ a,  b ]
    nothing:
    subnets: # by tier
      public:
        - a: 10.0.0.0/24
          b: 10.0.1.0/24
`;

function edited(...steps: readonly FixStep[]): string {
  return steps.filter(isCommand).reduce(editStackFile, TEXT);
}

/** The lines that differ, as a diff shows them. */
function changedLines(after: string): string[] {
  const [before, now] = [TEXT.split("\n"), after.split("\n")];
  return [
    ...before.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ];
}

describe("editStackFile", () => {
  it.each<[string, FixStep, string[]]>([
    [
      "sets a value and keeps its comment",
      set(["environment"], "staging"),
      ["-  groundwork:environment:   dev # not prod", "+  groundwork:environment: staging # not prod"],
    ],
    ["sets a new key", set(["network", "nat"], "none"), ["+    nat: none"]],
    ["sets a new top-level key", set(["name"], "shop"), ["+  groundwork:name: shop"]],
    ["sets a value below a key without one", set(["network", "nothing", "x"], 1), ["+      x: 1"]],
    ["sets a list", set(["network", "zones"], ["a", "c"]), ["-    zones: [ a,  b ]", "+    zones: [a, c]"]],
    ["appends to a list", set(["network", "zones", 2], "c"), ["-    zones: [ a,  b ]", "+    zones: [a, b, c]"]],
    ["removes a value", remove(["network", "zones"]), ["-    zones: [ a,  b ]"]],
    [
      "renames a key at its place",
      move(["network", "cidr"], ["network", "block"]),
      ['-    cidr: "10.0.0.0/16"', '+    block: "10.0.0.0/16"'],
    ],
    [
      "quotes text that YAML would read as something else",
      set(["tags", "owner"], "2026-01-01"),
      [
        "-  groundwork:tags: { project:   shop, owner: web }",
        '+  groundwork:tags: {project: shop, owner: "2026-01-01"}',
      ],
    ],
    [
      "changes an entry of a list of maps",
      set(["network", "subnets", "public", 0, "b"], "10.0.2.0/24"),
      ["-          b: 10.0.1.0/24", "+          b: 10.0.2.0/24"],
    ],
  ])("%s, and no other line", (_, step, lines) => {
    expect(changedLines(edited(step))).toEqual(lines);
  });

  it("keeps a byte order mark and the line ends of Windows", () => {
    const text = `\uFEFF${TEXT.replaceAll("\n", "\r\n")}`;
    const after = editStackFile(text, { set: ["name"], to: "shop" });
    expect(after).toBe(text + "  groundwork:name: shop\r\n");
  });

  it("creates `config` in an empty file", () => {
    expect(editStackFile("", { set: ["environment"], to: "dev" })).toBe("config:\n  groundwork:environment: dev\n");
  });

  it.each<[string, string, FixStep]>([
    ["an encrypted value", "config:\n  groundwork:a:\n    secure: v1:x\n", set(["a"], "x")],
    ["a plain value in place of an encrypted one", "config:\n  groundwork:a: {}\n", set(["a", "secure"], "x")],
    ["an aliased value", "config:\n  groundwork:a: &a { b: 1 }\n  groundwork:c: *a\n", set(["c", "b"], 2)],
    ["a value with an anchor", "config:\n  groundwork:a: &a { b: 1 }\n  groundwork:c: *a\n", set(["a", "b"], 2)],
    ["a merged value", "config:\n  groundwork:a: &a { b: 1 }\n  groundwork:c: { <<: *a }\n", remove(["c", "b"])],
    ["a key below text", "config:\n  groundwork:a: x\n", set(["a", "b"], 2)],
    ["a key of a list", "config:\n  groundwork:a: [x]\n", set(["a", "b"], 2)],
    ["an entry beyond the end", "config:\n  groundwork:a: [x]\n", set(["a", 2], 2)],
    ["a key that exists already", "config:\n  groundwork:a: { b: 1, c: 2 }\n", move(["a", "b"], ["a", "c"])],
    ["a key that does not exist", "config:\n  groundwork:a: { b: 1 }\n", move(["a", "x"], ["a", "c"])],
    ["a file that is not YAML", "config: [", set(["a"], "x")],
  ])("refuses to change %s", (_, text, step) => {
    expect(() => (isCommand(step) ? editStackFile(text, step) : "")).toThrow();
  });

  it("moves a key out of a map in which `secure` remains alone", () => {
    const text = "config:\n  groundwork:a:\n    secure: x\n    b: 1\n";
    const moved = editStackFile(text, { move: ["a", "b"], to: ["a", "c", "b"] });
    expect(moved).toBe("config:\n  groundwork:a:\n    secure: x\n    c:\n      b: 1\n");
  });

  it("finds a key without the namespace, and one of another", () => {
    const text = "config:\n  network: { nat: none }\n  groundwrok:tags: {}\n";
    const renamed = editStackFile(text, { move: ["network"], to: ["groundwork:network"] });
    expect(renamed).toBe("config:\n  groundwork:network: {nat: none}\n  groundwrok:tags: {}\n");
    expect(editStackFile(text, { move: ["groundwrok:tags"], to: ["groundwork:tags"] })).toContain(
      "  groundwork:tags: {}",
    );
  });
});

describe("a tested fix", () => {
  const VALUES = {
    environment: "dev",
    tags: { project: "shop", 'a"b': "x", "c\\d": "y", "e=f": "z", "": "q", "x.y": 5, "[0]": 4, "*": 6, 7: "n" },
    network: { zones: ["a", "b"], nothing: null, mixed: ["1", 2, true], cidr: "10.0.0.0/16" },
  };

  const cases: readonly (readonly FixStep[])[] = [
    [set(["environment"], "prod")],
    [set(["environment", "below"], "x")],
    [set(["new", "a", 0, "b"], "x")],
    [set(["network", "nat"], "none"), set(["tags", "owner"], "it's a team"), set(["network", "azs", 0], "a,b=c")],
    [set(["network", "count"], -7)],
    [set(["network", "count"], 1.5)],
    [set(["network", "account"], "0123")],
    [set(["network", "account"], "111122223333")],
    [set(["network", "version"], "1.30")],
    [set(["network", "public"], true)],
    [set(["network", "public"], "true")],
    [set(["network", "cidr"], '$(reboot) `x` \\ "')],
    [set(["network", "cidr"], 7)],
    [set(["network", "nothing", 0], "x")],
    [set(["network", "nothing", "key"], "x")],
    [set(["network", "zones", 2], "c")],
    [set(["network", "zones", 3], "c")],
    [set(["network", "zones", "key"], "c")],
    [set(["network", "zones", 0, "key"], "c")],
    [set(["network", 0], "c")],
    [set(["network"], ["c", 1])],
    [set(["new", "secure"], "x")],
    [remove(["environment"])],
    [remove(["missing"])],
    [remove(["network", "missing", "below"])],
    [remove(["network", "mixed", 0])],
    [remove(["network", "zones", 1]), remove(["network", "zones", 0])],
    [move(["network", "zones"], ["network", "azs"])],
    [move(["network", "zones"], ["network", "cidr"])],
    [move(["network", "zones"], ["tags", "zones"])],
    [move(["missing"], ["other"])],
    ...Object.keys(VALUES.tags).map((key) => [remove(["tags", key])]),
  ];

  it.each(cases.map((steps) => ({ name: JSON.stringify(steps), steps })))(
    "makes the same change as its command: $name",
    ({ steps }) => {
      const named = Object.fromEntries(Object.entries(VALUES).map(([key, value]) => [`groundwork:${key}`, value]));
      expect(applySteps(named, steps)).toEqual(byTheCommand({ config: named }, steps));
    },
  );

  function byTheCommand(content: object, steps: readonly FixStep[]): unknown {
    try {
      return (parse(steps.filter(isCommand).reduce(editStackFile, stringify(content))) as { config: unknown }).config;
    } catch {
      return undefined;
    }
  }
});
