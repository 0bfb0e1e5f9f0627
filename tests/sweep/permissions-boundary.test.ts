import path from "node:path";

import { recordProgram } from "../support/program";
import { type EntryProgram, PROJECT_DIR } from "../support/stack-files";

const ROLE = "aws:iam/role:Role";
const BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess";
const EXAMPLES: EntryProgram = {
  entry: path.join(PROJECT_DIR, "index.ts"),
  directory: path.join(PROJECT_DIR, "examples"),
};

async function boundaries(stack: string, permissionsBoundaryArn?: string, program?: EntryProgram): Promise<unknown[]> {
  const { resources } = await recordProgram(stack, {
    ...(program === undefined ? {} : { program }),
    edit: (config) => {
      config["groundwork:aws"] = { ...(config["groundwork:aws"] as object), permissionsBoundaryArn };
    },
  });
  const bounded = resources.filter(({ inputs }) => inputs["permissionsBoundary"] !== undefined);
  expect(bounded.filter(({ type }) => type !== ROLE)).toEqual([]);
  const roles = resources.filter(({ type }) => type === ROLE);
  expect(roles.length).toBeGreaterThanOrEqual(5);
  return [...new Set(roles.map(({ inputs }) => inputs["permissionsBoundary"]))];
}

describe("the permissions boundary of the stack file", () => {
  it.each<[string, EntryProgram | undefined]>([
    ["prod", undefined],
    ["karpenter", EXAMPLES],
    ["connected", EXAMPLES],
    ["two-regions", EXAMPLES],
  ])("is on every role of %s, of all components", async (stack, program) => {
    expect(await boundaries(stack, BOUNDARY, program)).toEqual([BOUNDARY]);
  });

  it("is on no role if the stack file has none", async () => {
    expect(await boundaries("dev")).toEqual([undefined]);
  });
});
