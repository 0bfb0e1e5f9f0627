import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parseDocument } from "yaml";

import { editStackFile } from "../../config/source/edit-file";
import { MOVED_KEYS, RENAMED_KEYS } from "../../config/schema/renamed-keys";
import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { readReleasedStack, releasedStacks } from "../support/releases";
import { PROJECT_DIR } from "../support/stack-files";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/**
 * Resources that an update to this program deletes. None contains data, and the changelog gives the reason for each.
 * Release 0.1.0 has no stack of the example dual-stack: the provider refused a name in it, so it never existed.
 */
const DELETED: Readonly<Record<string, readonly string[]>> = {
  "0.1.0 private": ["delete network-ec2messages"],
  // AWS replaces a backup selection for any change. The new selection has another name, and is created first.
  "0.1.0 prod": ["delete backup-selection"],
  "0.1.0 two-regions": ["delete backup-selection"],
};

it("expects no replacement from any release, and only deletions that the changelog names in bold", () => {
  const changelog = readFileSync(path.join(PROJECT_DIR, "CHANGELOG.md"), "utf8");
  const bold = [...changelog.matchAll(/\*\*(.*?)\*\*/gs)].map(([, text = ""]) => text).join("\n");
  for (const step of Object.values(DELETED).flat()) {
    expect(step).toMatch(/^delete /);
    expect(bold).toContain(`\`${step.replace(/^delete (network-)?/, "")}\``);
  }
});

it("has recorded stacks of every release before this one", () => {
  const changelog = readFileSync(path.join(PROJECT_DIR, "CHANGELOG.md"), "utf8");
  const released = [...changelog.matchAll(/^## (\d\S+)$/gm)].map(([, release]) => release);
  const recorded = new Set(releasedStacks().map(([release]) => release));
  expect(released.slice(1).filter((release) => !recorded.has(release ?? ""))).toEqual([]);
});

/** Steps that end something that exists at AWS or in the cluster. */
function endings({ steps }: RunResult): readonly string[] {
  return steps
    .filter(({ op }) => /replace|delete/.test(op))
    .map(({ op, urn, replaces }) => `${op} ${logicalName(urn)} ${replaces.join(", ")}`.trim());
}

/** The text of a stack file in which keys of an earlier release have their current names and places. */
function withRenamedKeys(stackFile: string): string {
  const renamed = Object.entries(RENAMED_KEYS).reduce(
    (text, [oldPath, name]) => text.replaceAll(`${oldPath.split(".").at(-1)}:`, `${name}:`),
    stackFile,
  );
  const moves = Object.entries(MOVED_KEYS).map(([oldPath, to]) => ({ move: oldPath.split("."), to }));
  const moved = moves
    .filter(({ move }) => parseDocument(renamed).hasIn(["config", `groundwork:${move[0]}`, ...move.slice(1)]))
    .reduce(editStackFile, renamed);
  return editStackFile(moved, { remove: ["governance"] });
}

/** A stack in the state of a release, before the update to this program. Only renamed keys of its stack file differ. */
async function released(release: string, stack: string): Promise<StageFixture> {
  const { stackFile, deployment, objects } = readReleasedStack(release, stack);
  const directory = mkdtempSync(path.join(tmpdir(), "groundwork-release-"));
  writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\nruntime: nodejs\n");
  writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), withRenamedKeys(stackFile));
  const fixture = await createStage(stack, { directory, objects });
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
    "is updated by this program without a replacement, and has no changes afterwards",
    async () => {
      const deleted = DELETED[`${release} ${stack}`] ?? [];
      const { succeeded, errors, ...preview } = await fixture.stage.preview();
      expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
      expect(endings({ succeeded, errors, ...preview })).toEqual(deleted);

      const update = await fixture.stage.up();
      expect({ errors: update.errors, endings: endings(update) }).toEqual({ errors: [], endings: deleted });
      expect((await fixture.stage.preview()).steps).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

it(
  "keeps the nodes that an autoscaler added to a stack of release 0.1.0 when the first update raises maxSize",
  async () => {
    const { stage, sandbox, end } = await released("0.1.0", "dev");
    try {
      const [group] = sandbox.world.ofType(NODE_GROUP);
      sandbox.world.drift(NODE_GROUP, group?.id ?? "", { scalingConfig: { minSize: 1, desiredSize: 3, maxSize: 3 } });
      await stage.editConfig((document) => {
        document.setIn(["config", "groundwork:cluster", "nodeGroups", "default", "maxSize"], 5);
      });
      expect((await stage.up()).errors).toEqual([]);
      const scaling = sandbox.world.ofType(NODE_GROUP).map(({ state }) => state["scalingConfig"]);
      expect(scaling).toEqual([{ minSize: 1, desiredSize: 3, maxSize: 5 }]);
    } finally {
      await end();
    }
  },
  TIMEOUT_MS,
);

it(
  "replaces a node group by one of the same size when a subnet of an existing VPC is replaced",
  async () => {
    const { stage, sandbox, end } = await released("0.1.0", "shared-vpc");
    try {
      const [group] = sandbox.world.ofType(NODE_GROUP);
      sandbox.world.drift(NODE_GROUP, group?.id ?? "", { scalingConfig: { minSize: 2, desiredSize: 6, maxSize: 6 } });
      await stage.editConfig((document) => {
        document.setIn(
          ["config", "groundwork:network", "existing", "subnets", "private", "a"],
          "subnet-0fedcba9876543210",
        );
      });
      expect((await stage.up()).errors).toEqual([]);
      const groups = sandbox.world.ofType(NODE_GROUP);
      expect(groups.map(({ id }) => id)).not.toContain(group?.id);
      expect(groups.map(({ state }) => state["scalingConfig"])).toEqual([{ minSize: 2, desiredSize: 6, maxSize: 6 }]);
    } finally {
      await end();
    }
  },
  TIMEOUT_MS,
);
