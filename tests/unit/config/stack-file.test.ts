import { StackFileParseError } from "../../../config";
import { parseStackFile, positionIn } from "../../../config/source/stack-file";

const parse = (text: string): ReturnType<typeof parseStackFile> => parseStackFile(text, "Pulumi.dev.yaml");

describe("parseStackFile", () => {
  it("reads values as the engine does: top-level scalars as text, the rest with its types", () => {
    const { values } = parse("config:\n  p:a: 7\n  p:b: true\n  p:c:\n  p:d: { e: 7, f: [1.5, x], g: }\n");
    expect(values).toEqual({ "p:a": "7", "p:b": "true", "p:c": "", "p:d": { e: 7, f: [1.5, "x"], g: null } });
  });

  it("returns the positions of scalars, and of the keys of maps and lists", () => {
    const file = parse("config:\n  p:net:\n    cidr: 10.0.0.0/16\n    zones:\n      - a\n      - b\n");
    expect(positionIn(file, ["p:net"])).toEqual({ line: 2, column: 3 });
    expect(positionIn(file, ["p:net", "cidr"])).toEqual({ line: 3, column: 11 });
    expect(positionIn(file, ["p:net", "zones"])).toEqual({ line: 4, column: 5 });
    expect(positionIn(file, ["p:net", "zones", 1])).toEqual({ line: 6, column: 9 });
  });

  it("returns the position of the nearest parent of a missing value", () => {
    const file = parse("config:\n  p:net:\n    cidr: 10.0.0.0/16\n");
    expect(positionIn(file, ["p:net", "nat"])).toEqual({ line: 2, column: 3 });
    expect(positionIn(file, ["p:net", "flowLogs", "traffic"])).toEqual({ line: 2, column: 3 });
    expect(positionIn(file, ["p:tags", "owner"])).toEqual({ line: 1, column: 1 });
  });

  it("keeps the notation of numbers", () => {
    expect(parse("config:\n  p:a: { version: 1.30 }\n").entries.get("p:a.version")?.written).toBe("1.30");
  });

  it("follows aliases", () => {
    expect(parse("config:\n  p:a: &x { b: 1 }\n  p:c: *x\n").values).toEqual({ "p:a": { b: 1 }, "p:c": { b: 1 } });
  });

  it("finds encrypted values at any depth, and hides their ciphertext", () => {
    const file = parse("config:\n  p:a: { secure: v1:x }\n  p:b: { c: [{ secure: v1:y }], secure: no }\n");
    expect(file.sealed).toEqual([["p:a"], ["p:b", "c", 0]]);
    expect(JSON.stringify(file.values)).not.toContain("v1:");
  });

  it("masks every value below a key `secure`, even if Pulumi would not decrypt it", () => {
    const { values, sealed, secrets } = parse(
      "config:\n  p:a: { secure: v1:x, b: 1 }\n  p:c: { secure: [v1:y] }\n  p:d: { secure: &s v1:z }\n  p:e: *s\n",
    );
    expect(JSON.stringify(values)).not.toContain("v1:");
    expect(sealed).toEqual([["p:d"]]);
    expect(secrets).toEqual([["p:a", "secure"], ["p:c", "secure"], ["p:d"], ["p:e"]]);
  });

  it("merges maps as the engine does: the map's own keys first, then the first map that has the key", () => {
    const { values } = parse(
      "config:\n  p:a: &x { b: 1, c: 1 }\n  p:d: &y { c: 2, e: 2 }\n  p:f: { <<: [*x, *y], b: 3 }\n",
    );
    expect(values["p:f"]).toEqual({ b: 3, c: 1, e: 2 });
  });

  it.each([
    ["an alias without an anchor", "config:\n  p:a: { b: *x }\n", 2],
    ["an alias before its anchor", "config:\n  p:a: *x\n  p:b: &x 1\n", 2],
    ["an alias within its own anchor", "config:\n  p:a: &x [*x]\n", 2],
    ["a merge of something that is no map", "config:\n  p:a: &x 1\n  p:b: { <<: *x }\n", 3],
    ["a key that is no text", "config:\n  p:a: { [b]: 1 }\n", 2],
    ["a number that JSON does not have", "config:\n  p:a: { b: .inf }\n", 2],
    ["a key that Pulumi does not read", "config:\n  p:a: 1\n  p:b:c: 1\n", 3],
    ["aliases of aliases of aliases", bomb(), undefined],
    ["very many levels", `config:\n  p:a: ${"[".repeat(200)}${"]".repeat(200)}\n`, 2],
    ["more levels than the parser can take", `config:\n  p:a: ${"[".repeat(9000)}\n`, undefined],
  ])("refuses %s", (_, text, line) => {
    const error = catchError(() => parse(text));
    expect(error).toBeInstanceOf(StackFileParseError);
    const [problem, ...others] = (error as StackFileParseError).problems;
    expect(others).toEqual([]);
    if (line !== undefined) expect(problem?.position?.line).toBe(line);
  });

  it.each(["a: {secure: canary\n", "config:\n- a\nb: canary\n", "a: |canary\n x\n"])(
    "quotes no text in its errors: %j",
    (text) => {
      const error = catchError(() => parse(text));
      expect(error).toBeInstanceOf(StackFileParseError);
      expect((error as StackFileParseError).message).not.toContain("canary");
    },
  );

  it("accepts a file without values", () => {
    expect(parse("config:\n").values).toEqual({});
    expect(parse("secretsprovider: passphrase\n").values).toEqual({});
  });

  it("reports the first syntax error with its place, since others follow from it", () => {
    const error = catchError(() => parse("config:\n  a: {\n  b: [\n"));
    expect(error).toBeInstanceOf(StackFileParseError);
    const positions = (error as StackFileParseError).problems.map(({ position }) => position?.line);
    expect(positions).toHaveLength(1);
  });

  it("reports every key that a map contains twice", () => {
    const error = catchError(() => parse("config:\n  a: 1\n  a: 2\n  b: { c: 1, c: 2 }\n"));
    const positions = (error as StackFileParseError).problems.map(({ position }) => position?.line);
    expect(positions).toEqual([3, 4]);
  });
});

/** A file of some lines that stands for a billion values. */
function bomb(): string {
  const lines = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name, index, names) => {
    const inner = index === 0 ? "x" : `*${names[index - 1] ?? ""}`;
    return `  p:${name}: &${name} [${Array.from({ length: 12 }, () => inner).join(", ")}]`;
  });
  return ["config:", ...lines, ""].join("\n");
}

function catchError(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
