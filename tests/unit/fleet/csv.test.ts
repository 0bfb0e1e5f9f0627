import { cellPosition, parseCsv } from "../../../config/fleet/inventory/csv";

function cellsOf(text: string): readonly (readonly string[])[] {
  return parseCsv(text).rows.map(({ cells }) => cells);
}

describe("parseCsv", () => {
  it.each([
    ["commas", "name,class\na,data\n"],
    ["semicolons", "name;class\na;data\n"],
    ["tabs", "name\tclass\na\tdata\n"],
    ["a byte order mark", "\uFEFFname,class\na,data\n"],
    ["line endings of Windows", "name,class\r\na,data\r\n"],
    ["quotes", '"name","class"\n"a","data"\n'],
    ["spaces around cells", "name , class\n a, data \n"],
    ["no line ending at the end", "name,class\na,data"],
    ["empty lines, and lines of nothing but separators", "name,class\n\n,\na,data\n,,\n"],
  ])("reads %s", (_, text) => {
    expect(cellsOf(text)).toEqual([
      ["name", "class"],
      ["a", "data"],
    ]);
  });

  it("reads nothing in an empty file", () => {
    expect(parseCsv("")).toEqual({ rows: [] });
  });

  it.each([
    ["a,b\nc,d\n", 2, 1, { line: 2, column: 3 }],
    ["\uFEFFa,b\r\nc,d\r\n", 1, 1, { line: 1, column: 3 }],
    ['a,b\n\n"c;c",d\n', 2, 1, { line: 3, column: 7 }],
    ["a,b\n c, d\n", 2, 1, { line: 2, column: 4 }],
    ['a,b\n"c\nc",d\n', 2, 1, { line: 3, column: 1 }],
  ])("knows where a cell of %j stands", (text, row, index, position) => {
    const found = parseCsv(text).rows[row - 1];
    expect(found && cellPosition(text.split(/\r?\n/), found, index)).toEqual(position);
  });

  it.each([
    ['a,b\n"c,d\n', 2, "Not CSV: a quote is opened here or above, and never closed."],
    ['a,b\n"c"x,d\n', 2, "Not CSV: text follows a closing quote."],
    ['a,b\nc"x,d\n', 2, "Not CSV: a quote in the middle of a cell; write the whole cell in quotes."],
  ])("says what is wrong with the quotes of %j", (text, line, message) => {
    expect(parseCsv(text).problem).toEqual({ position: { line, column: 1 }, message });
  });
});
