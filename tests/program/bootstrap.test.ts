import { expectGolden } from "../support/golden";
import { recordProgram } from "../support/program";
import { key, type Recording } from "../support/record";
import { BOOTSTRAP } from "../support/stack-files";

describe("the bootstrap's program", () => {
  let update: Recording<Record<string, unknown>>;

  beforeAll(async () => {
    update = await recordProgram("example", { program: BOOTSTRAP });
  });

  it("declares the committed graph", () => {
    expectGolden("bootstrap", update.resources);
  });

  it("declares the same resources in a preview, when all outputs of AWS are unknown", async () => {
    const preview = await recordProgram("example", { program: BOOTSTRAP, preview: true });
    expect(preview.resources.map(key).sort()).toEqual(update.resources.map(key).sort());
  });

  it("exports what stacks and pipelines are configured with", () => {
    expect(Object.keys(update.result)).toEqual(["stateBucketName", "stacks"]);
    expect(Object.keys(update.result["stacks"] as object)).toEqual(["dev", "prod"]);
  });
});
