import { StackFileParseError } from "../../../../config";
import { sourceOf } from "../fixtures";

type Mistake = readonly [title: string, text: string, line: number, message: string, remedy: string];

const MISTAKES: readonly Mistake[] = [
  [
    "an empty file",
    "",
    1,
    "The file is empty.",
    "copy another stack file, or write the key `config` with the settings below it",
  ],
  [
    "a file with spaces only",
    "  \n",
    1,
    "The file is empty.",
    "copy another stack file, or write the key `config` with the settings below it",
  ],
  [
    "a capital `Config`",
    "Config:\n  groundwork:name: shop\n",
    1,
    "Pulumi does not read the key `Config`.",
    "rename the key to config",
  ],
  [
    "a misspelt `config`",
    "confg:\n  groundwork:name: shop\n",
    1,
    "Pulumi does not read the key `confg`.",
    "rename the key to config",
  ],
  [
    "settings that are not indented",
    "config:\ngroundwork:name: shop\n",
    2,
    "Pulumi reads settings below `config:` only.",
    "indent the settings by two spaces, below `config:`",
  ],
  [
    "settings without `config`",
    "groundwork:name: shop\n",
    1,
    "Pulumi reads settings below `config:` only.",
    "indent the settings by two spaces, below `config:`",
  ],
  [
    "a list in place of settings",
    "config:\n  - groundwork:name\n",
    1,
    "`config` is not a map of keys to values.",
    "write the settings below `config:`, indented, as `groundwork:<key>: <value>`",
  ],
  [
    "text in place of settings",
    "config: shop\n",
    1,
    "`config` is not a map of keys to values.",
    "write the settings below `config:`, indented, as `groundwork:<key>: <value>`",
  ],
  [
    "text in place of a file",
    "shop\n",
    1,
    "The file is not a map with the key `config`.",
    "write `config:` in the first line, and the settings indented below it",
  ],
  [
    "an indentation with a tab",
    "config:\n\tgroundwork:name: shop\n\tgroundwork:tags:\n\t\towner: web\n",
    2,
    "The line is indented with a tab, and YAML allows only spaces.",
    "replace tabs by spaces",
  ],
  [
    "a tab after spaces",
    "config:\n  groundwork:tags:\n  \towner: web\n",
    3,
    "The line is indented with a tab, and YAML allows only spaces.",
    "replace tabs by spaces",
  ],
  [
    "a no-break space before a key",
    "config:\n  groundwork:name: shop\n \u00a0groundwork:x: y\n",
    3,
    "The line contains a no-break or zero-width space, which YAML reads as a letter.",
    "replace it by a normal space; text that is copied from a web page or a chat often contains such spaces",
  ],
  [
    "a no-break space after a colon",
    "config:\n  groundwork:name:\u00a0shop\n",
    2,
    "The line contains a no-break or zero-width space, which YAML reads as a letter.",
    "replace it by a normal space; text that is copied from a web page or a chat often contains such spaces",
  ],
  [
    "a second document",
    "config:\n  groundwork:name: shop\n---\nconfig: {}\n",
    3,
    "The file contains a second YAML document, and Pulumi reads only the first.",
    "remove the line `---` and merge the documents",
  ],
  [
    "a key twice",
    "config:\n  groundwork:name: a\n  groundwork:name: b\n",
    3,
    "The map already contains this key in line 2.",
    "remove or rename one of the two keys",
  ],
  [
    "a key twice between brackets",
    "config:\n  groundwork:tags: { a: 1, a: 2 }\n",
    2,
    "The map already contains this key in line 2.",
    "remove or rename one of the two keys",
  ],
  [
    "wrong indentation",
    "config:\n  groundwork:name: shop\n groundwork:x: y\n",
    3,
    "The line is not indented like the lines of the same map or list.",
    "indent all keys of a map by the same number of spaces",
  ],
  [
    "too much indentation",
    "config:\n  groundwork:name: shop\n    groundwork:x: y\n",
    2,
    "A value cannot contain a key with a colon.",
    "put text with `: ` in quotes, or indent the next key like this one",
  ],
  [
    "an open bracket",
    "config:\n  groundwork:network: { zones: [a, b }\n",
    2,
    "The line is not indented like the lines of the same map or list.",
    "indent all keys of a map by the same number of spaces",
  ],
  [
    "an open quote",
    'config:\n  groundwork:name: "shop\n',
    3,
    "A quote, bracket or comma is missing.",
    "close the quote or bracket, or separate the entries by commas",
  ],
  [
    "a colon in text",
    "config:\n  groundwork:name: a: b\n",
    2,
    "A value cannot contain a key with a colon.",
    "put text with `: ` in quotes, or indent the next key like this one",
  ],
  [
    "text that begins with *",
    "config:\n  groundwork:name: *shop\n",
    2,
    "No anchor before this alias has its name.",
    "correct the alias, or put text that begins with * in quotes",
  ],
  [
    "text that begins with @",
    "config:\n  groundwork:name: @shop\n",
    2,
    "Text cannot begin with this character.",
    "put the text in quotes",
  ],
  [
    "text that begins with %",
    "config:\n  groundwork:name: %shop\n",
    2,
    "Text cannot begin with this character.",
    "put the text in quotes",
  ],
  [
    "text that begins with `",
    "config:\n  groundwork:name: `shop`\n",
    2,
    "Text cannot begin with this character.",
    "put the text in quotes",
  ],
  [
    "an alias within its anchor",
    "config:\n  groundwork:tags: &a { b: *a }\n",
    2,
    "The alias is within its own anchor.",
    "write the value out",
  ],
  [
    "a merge of text",
    "config:\n  groundwork:tags: { <<: shop }\n",
    2,
    "<< merges maps only, and not a map into itself.",
    "merge an alias of a map, or write the keys out",
  ],
  [
    "a list as a key",
    "config:\n  groundwork:tags: { ? [a] : b }\n",
    2,
    "Pulumi takes text only as the key of a map.",
    "put the key in quotes",
  ],
  [
    "an infinite number",
    "config:\n  groundwork:tags: { a: .inf }\n",
    2,
    "Pulumi reads no infinite number and no NaN.",
    "write a number, or text in quotes",
  ],
  [
    "a key without a colon",
    "config:\n  groundwork:name\n  groundwork:x: y\n",
    2,
    "A key is not followed by a colon on its line.",
    "write `key: value`, with a space after the colon",
  ],
  [
    "a key with too many colons",
    "config:\n  groundwork:network:nat:x: none\n",
    2,
    "Pulumi does not read this key: keys have the form <namespace>:<name>.",
    "rename it to groundwork:<name>",
  ],
];

describe("a text that is not a valid stack file", () => {
  it.each(MISTAKES)("%s is one error with its line and a remedy", (_, text, line, message, remedy) => {
    let error: unknown;
    try {
      sourceOf(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(StackFileParseError);
    const { problems } = error as StackFileParseError;
    expect(problems.map(({ code, position, ...found }) => [code, position?.line, found.message, found.fix])).toEqual([
      ["schema/not-a-stack-file", line, message, [remedy]],
    ]);
  });

  it("may have a byte order mark, line ends of Windows, anchors and merged maps", () => {
    const text = "config:\r\n  groundwork:tags: &a { b: c }\r\n  groundwork:aws: { <<: *a, d: e }\r\n";
    expect(sourceOf(text).values).toEqual({ tags: { b: "c" }, aws: { b: "c", d: "e" } });
    expect(sourceOf(`\uFEFF${text}`).values).toEqual(sourceOf(text).values);
  });
});
