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
    ["empty lines, and lines of only separators", "name,class\n\n,\na,data\n,,\n"],
  ])("reads %s", (_, text) => {
    expect(cellsOf(text)).toEqual([
      ["name", "class"],
      ["a", "data"],
    ]);
  });

  it("returns no rows for an empty file", () => {
    expect(parseCsv("")).toEqual({ rows: [] });
  });

  it.each([
    ["a,b\nc,d\n", 2, 1, { line: 2, column: 3 }],
    ["\uFEFFa,b\r\nc,d\r\n", 1, 1, { line: 1, column: 3 }],
    ['a,b\n\n"c;c",d\n', 2, 1, { line: 3, column: 7 }],
    ["a,b\n c, d\n", 2, 1, { line: 2, column: 4 }],
    ['a,b\n"c\nc",d\n', 2, 1, { line: 3, column: 1 }],
  ])("returns the position of a cell of %j", (text, row, index, position) => {
    const found = parseCsv(text).rows[row - 1];
    expect(found && cellPosition(text.split(/\r?\n/), found, index)).toEqual(position);
  });

  it.each([
    ['a,b\n"c,d\n', 2, "The inventory is not valid CSV: a quote in this line or above is not closed."],
    ['a,b\n"c"x,d\n', 2, "The inventory is not valid CSV: text follows a closing quote."],
    ['a,b\nc"x,d\n', 2, "The inventory is not valid CSV: a quote is in the middle of a cell."],
  ])("returns a problem for the quotes of %j", (text, line, message) => {
    expect(parseCsv(text).problem).toEqual({ position: { line, column: 1 }, message });
  });
});
