import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Loaded before TypeScript can be. */
const { cachedOutput } = jest.requireActual<{
  readonly cachedOutput: (
    directory: string,
    source: readonly string[],
    text: string,
    compile: () => unknown,
  ) => unknown;
}>("../../../../tools/typescript/output-cache");

const directory = mkdtempSync(path.join(tmpdir(), "output-cache-"));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** The output for a file, and how often it was compiled for it. */
function outputOf(file: string, text: string, place = directory): { output: unknown; compilations: number } {
  let compilations = 0;
  const output = cachedOutput(path.join(place, "outputs"), [file, "settings"], text, () => {
    compilations += 1;
    return { code: text.toUpperCase() };
  });
  return { output, compilations };
}

describe("the output of a compiler", () => {
  it("is compiled once for a file and its text, and again for another text, in one entry", () => {
    expect(outputOf("/a.ts", "one")).toEqual({ output: { code: "ONE" }, compilations: 1 });
    expect(outputOf("/a.ts", "one")).toEqual({ output: { code: "ONE" }, compilations: 0 });
    expect(outputOf("/a.ts", "two")).toEqual({ output: { code: "TWO" }, compilations: 1 });
    expect(outputOf("/a.ts", "one").compilations).toBe(1);
    expect(readdirSync(path.join(directory, "outputs"))).toHaveLength(1);
  });

  it("is not that of another file with the same text", () => {
    outputOf("/b.ts", "same");
    expect(outputOf("/c.ts", "same").compilations).toBe(1);
  });

  it("is compiled again if its entry is damaged", () => {
    outputOf("/d.ts", "text");
    for (const entry of readdirSync(path.join(directory, "outputs"))) {
      writeFileSync(path.join(directory, "outputs", entry), '{"key":');
    }
    expect(outputOf("/d.ts", "text")).toEqual({ output: { code: "TEXT" }, compilations: 1 });
  });

  it("is compiled each time if the directory cannot be written", () => {
    const file = path.join(directory, "file");
    writeFileSync(file, "");
    expect(outputOf("/e.ts", "text", file)).toEqual({ output: { code: "TEXT" }, compilations: 1 });
    expect(outputOf("/e.ts", "text", file).compilations).toBe(1);
  });
});
