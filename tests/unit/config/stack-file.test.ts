import { StackFileParseError } from "../../../config";
import { parseStackFile, positionIn } from "../../../config/stack-file";

const parse = (text: string): ReturnType<typeof parseStackFile> => parseStackFile(text, "Pulumi.dev.yaml");

describe("parseStackFile", () => {
  it("reads values as the engine does: top-level scalars as text, the rest with its types", () => {
    const { values } = parse("config:\n  p:a: 7\n  p:b: true\n  p:c:\n  p:d: { e: 7, f: [1.5, x], g: }\n");
    expect(values).toEqual({ "p:a": "7", "p:b": "true", "p:c": "", "p:d": { e: 7, f: [1.5, "x"], g: null } });
  });

  it("points at scalars, and at the keys of maps and lists", () => {
    const file = parse("config:\n  p:net:\n    cidr: 10.0.0.0/16\n    zones:\n      - a\n      - b\n");
    expect(positionIn(file, ["p:net"])).toEqual({ line: 2, column: 3 });
    expect(positionIn(file, ["p:net", "cidr"])).toEqual({ line: 3, column: 11 });
    expect(positionIn(file, ["p:net", "zones"])).toEqual({ line: 4, column: 5 });
    expect(positionIn(file, ["p:net", "zones", 1])).toEqual({ line: 6, column: 9 });
  });

  it("points at the nearest parent of what is not there", () => {
    const file = parse("config:\n  p:net:\n    cidr: 10.0.0.0/16\n");
    expect(positionIn(file, ["p:net", "nat"])).toEqual({ line: 2, column: 3 });
    expect(positionIn(file, ["p:net", "flowLogs", "traffic"])).toEqual({ line: 2, column: 3 });
    expect(positionIn(file, ["p:tags", "owner"])).toEqual({ line: 1, column: 1 });
  });

  it("keeps the way numbers were written", () => {
    expect(parse("config:\n  p:a: { version: 1.30 }\n").entries.get("p:a.version")?.written).toBe("1.30");
  });

  it("follows aliases", () => {
    expect(parse("config:\n  p:a: &x { b: 1 }\n  p:c: *x\n").values).toEqual({ "p:a": { b: 1 }, "p:c": { b: 1 } });
  });

  it("finds encrypted values at any depth and keeps their ciphertext to itself", () => {
    const file = parse("config:\n  p:a: { secure: v1:x }\n  p:b: { c: [{ secure: v1:y }], secure: no }\n");
    expect(file.sealed).toEqual([["p:a"], ["p:b", "c", 0]]);
    expect(JSON.stringify(file.values)).not.toContain("v1:");
  });

  it("takes a file that sets nothing", () => {
    expect(parse("config:\n").values).toEqual({});
    expect(parse("secretsprovider: passphrase\n").values).toEqual({});
  });

  it("reports every syntax error with its place", () => {
    const error = catchError(() => parse("config:\n  a: 1\n  a: 2\n  b: [\n"));
    expect(error).toBeInstanceOf(StackFileParseError);
    const positions = (error as StackFileParseError).problems.map(({ position }) => position.line);
    expect(positions).toEqual(expect.arrayContaining([3, 5]));
  });
});

function catchError(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
