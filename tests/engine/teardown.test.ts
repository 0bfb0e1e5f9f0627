import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;
const ASSETS = ["config", "groundwork:storage", "buckets", "assets"];
const TEARDOWN = ["config", "groundwork:teardown"];

function changes(steps: RunResult["steps"], op: string): readonly string[] {
  return steps.filter((step) => step.op === op).map(({ urn }) => logicalName(urn));
}

describe("a protected bucket of an existing stack", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("dev");
    await fixture.stage.editConfig((document) => {
      document.setIn(["config", "groundwork:storage", "deletionProtection"], true);
      document.setIn(["config", "groundwork:storage", "forceDestroy"], false);
      document.setIn(ASSETS, { noncurrentExpirationDays: 30 });
    });
    const { succeeded, errors } = await fixture.stage.up();
    expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it(
    "is deleted in two updates: `teardown` names it, and its key is removed; no other resource changes",
    async () => {
      const { stage } = fixture;
      await stage.editConfig((document) => document.deleteIn(ASSETS));
      const refused = await stage.preview();
      expect(refused.succeeded).toBe(false);
      expect(refused.errors.join("\n")).toContain("[transitions/protected-removal]");
      expect(refused.errors.join("\n")).toContain("would delete the bucket with the objects in it");
      expect(refused.errors.join("\n")).not.toContain("cannot be deleted because it is protected");

      await stage.editConfig((document) => {
        document.setIn(ASSETS, { noncurrentExpirationDays: 30 });
        document.setIn(TEARDOWN, ["storage.buckets.assets"]);
      });
      const unprotected = await stage.up();
      expect({ succeeded: unprotected.succeeded, errors: unprotected.errors }).toEqual({ succeeded: true, errors: [] });
      expect(changes(unprotected.steps, "delete")).toEqual([]);

      await stage.editConfig((document) => {
        document.deleteIn(ASSETS);
        document.deleteIn(TEARDOWN);
      });
      const removed = await stage.up();
      expect({ succeeded: removed.succeeded, errors: removed.errors }).toEqual({ succeeded: true, errors: [] });
      const deleted = changes(removed.steps, "delete");
      expect(deleted).toContain("storage-bucket-assets");
      expect(deleted.filter((name) => !name.startsWith("storage-bucket-assets"))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
