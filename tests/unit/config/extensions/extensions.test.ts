import { z } from "zod";

import { check, type Verdict } from "../../../../config/check/check";
import { fileText, MINIMAL, sourceOf, TODAY } from "../fixtures";

const EXTENSIONS = {
  orders: {
    schema: z.strictObject({
      queue: z.string().regex(/^[a-z]+$/, "lowercase letters"),
      retentionDays: z.int().min(1).max(14).default(4),
      size: z.enum(["small", "large"]).refine((size) => size !== "large", "The size large is not released yet."),
    }),
  },
};

function verdictOn(extensions: unknown): Verdict {
  return check({ ...sourceOf(fileText({ ...MINIMAL, extensions })), extensions: EXTENSIONS }, TODAY);
}

const VALID = { queue: "jobs", size: "small" };

describe("the settings of an extension", () => {
  it("have the defaults of its schema", () => {
    expect(verdictOn({ orders: VALID }).config?.extensions).toEqual({ orders: { ...VALID, retentionDays: 4 } });
  });

  it("may be omitted, which omits the extension", () => {
    expect(verdictOn({}).config?.extensions).toEqual({});
  });

  it.each<[string, unknown, object]>([
    [
      "a name that no extension has",
      { odrers: VALID },
      {
        code: "schema/misspelt-key",
        path: "extensions.odrers",
        allowed: "orders",
        fix: ["npm run config -- mv dev extensions.odrers extensions.orders"],
      },
    ],
    [
      "a misspelt key",
      { orders: { ...VALID, retentionDay: 3 } },
      {
        code: "schema/misspelt-key",
        path: "extensions.orders.retentionDay",
        allowed: "queue, retentionDays, size",
        fix: ["npm run config -- mv dev extensions.orders.retentionDay extensions.orders.retentionDays"],
      },
    ],
    [
      "a number out of range",
      { orders: { ...VALID, retentionDays: 15 } },
      { code: "schema/out-of-range", path: "extensions.orders.retentionDays", allowed: "a whole number from 1 to 14" },
    ],
    [
      "a missing key",
      { orders: { size: "small" } },
      { code: "schema/missing-key", path: "extensions.orders.queue", fix: ["set `extensions.orders.queue`"] },
    ],
    [
      "a value that is not on the list",
      { orders: { ...VALID, size: "smal" } },
      { code: "schema/not-allowed-value", path: "extensions.orders.size", allowed: "one of small, large" },
    ],
    [
      "another form, in the words of the schema",
      { orders: { ...VALID, queue: "Jobs" } },
      { code: "schema/wrong-form", path: "extensions.orders.queue", allowed: "lowercase letters" },
    ],
    [
      "what a check of the schema refuses, in its words",
      { orders: { ...VALID, size: "large" } },
      { code: "schema/invalid-value", message: "The size large is not released yet." },
    ],
    [
      "an encrypted value, which would be in plain text in the state",
      { orders: { ...VALID, queue: { secure: "v1:x" } } },
      { code: "schema/secret-in-free-form", path: "extensions.orders.queue" },
    ],
  ])("are checked like those of the platform, with the place in the file: %s", (_, extensions, problem) => {
    const { problems } = verdictOn(extensions);
    expect(problems).toEqual([expect.objectContaining(problem)]);
    expect(problems[0]?.position?.line).toBeGreaterThan(1);
  });

  it("are refused by a program without extensions", () => {
    const { problems } = check(sourceOf(fileText({ ...MINIMAL, extensions: { orders: VALID } })), TODAY);
    expect(problems.map(({ code, path, allowed }) => ({ code, path, allowed }))).toEqual([
      { code: "schema/unknown-key", path: "extensions.orders", allowed: undefined },
    ]);
  });
});
