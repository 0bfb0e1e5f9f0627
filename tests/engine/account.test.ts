import { Cloud } from "../../sandbox/cloud";
import { World } from "../../sandbox/world";
import { logicalName } from "../../tools/rehearse/rehearsal";
import { type LanguageHost, startLanguageHost } from "../support/language-host";
import { readPage } from "../support/markdown";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 600_000;
const DETECTOR = "aws:guardduty/detector:Detector";
const STACK = "secured";

/** The import file of docs/account.md, for this stack. */
const SNIPPET = readPage("docs/account.md")
  .snippets.map(({ text }) => text)
  .find((text) => text.includes('"nameTable"'));

/** An account that has a detector. */
function accountOfOthers(): World {
  const world = new World();
  const scope = { region: "eu-west-1", accountId: "888899990000", defaultTags: {} };
  new Cloud(world).create(DETECTOR, "of-the-security-team", { enable: true }, scope);
  return world;
}

describe("an account that has a detector of GuardDuty", () => {
  let fixture: StageFixture;
  let languageHost: LanguageHost;
  const world = accountOfOthers();
  const detectorId = world.ofType(DETECTOR)[0]?.id ?? "";

  beforeAll(async () => {
    languageHost = await startLanguageHost();
    fixture = await createStage(STACK, { objects: world.objects, env: languageHost.env });
  });

  afterAll(async () => {
    await fixture.end();
    languageHost.stop();
  });

  const setDetector = (mode: string): Promise<void> =>
    fixture.stage.editConfig((document) => {
      document.setIn(["config", "groundwork:account", "guardDuty", "detector"], mode);
    });

  it(
    "keeps it with `existing`, refuses a second one, and gives it to a stack that imports it as docs/account.md says",
    async () => {
      const { stage, sandbox } = fixture;
      await setDetector("existing");
      expect((await stage.up()).errors).toEqual([]);
      expect(sandbox.world.ofType(DETECTOR).map(({ id }) => id)).toEqual([detectorId]);

      await setDetector("create");
      expect((await stage.up()).errors.join("\n")).toContain("a detector already exists for the current account");

      const file = (SNIPPET ?? "").replaceAll(":prod::", `:${STACK}::`).replace(/"id": "\w+"/, `"id": "${detectorId}"`);
      // The component exists, because other services of the stack have it as their parent.
      await stage.writeFile("import.json", file);
      await stage.pulumi("import", "--file", "import.json", "--stack", STACK, "--generate-code=false", "--yes");
      const preview = await stage.preview();
      const ofDetector = preview.steps.filter(({ type }) => type === DETECTOR).map(({ op }) => op);
      expect(ofDetector).toEqual(["update"]);
      const { errors } = await stage.up();
      expect(errors).toEqual([]);
      expect(sandbox.world.ofType(DETECTOR).map(({ id }) => id)).toEqual([detectorId]);
      expect((await stage.preview()).steps.map(({ urn }) => logicalName(urn))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
