import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { readReleasedStack, releasedStacks } from "../support/releases";
import { setStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;

/** Steps that end something that exists at AWS or in the cluster. */
function endings({ steps }: RunResult): readonly string[] {
  return steps
    .filter(({ op }) => /replace|delete/.test(op))
    .map(({ op, urn, replaces }) => `${op} ${logicalName(urn)} ${replaces.join(", ")}`.trim());
}

/** A stack as a release left it, about to be updated by this program with the same stack file. */
async function released(release: string, stack: string): Promise<StageFixture> {
  const { stackFile, deployment, objects } = readReleasedStack(release, stack);
  const directory = mkdtempSync(path.join(tmpdir(), "groundwork-release-"));
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\nruntime: nodejs\n");
  writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), stackFile);
  const fixture = await setStage(stack, { directory, objects });
  await fixture.stage.importState(deployment);
  rmSync(directory, { recursive: true });
  return fixture;
}

describe.each(releasedStacks())("a stack of release %s, %s", (release, stack) => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await released(release, stack);
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it(
    "is updated by this program without a replacement or deletion, and has no changes left after that",
    async () => {
      const { succeeded, errors, ...preview } = await fixture.stage.preview();
      expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
      expect(endings({ succeeded, errors, ...preview })).toEqual([]);

      const update = await fixture.stage.up();
      expect({ errors: update.errors, endings: endings(update) }).toEqual({ errors: [], endings: [] });
      expect((await fixture.stage.preview()).steps).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
