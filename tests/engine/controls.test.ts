import { CONTROLS } from "../../domain/controls/catalogue";
import { logicalNameOf } from "../../domain/policy/waiver";
import { readMessage } from "../../policy/message";
import { rules } from "../../policy/rules";
import { scan } from "../../tools/controls/checkov/checkov";
import { unexplainedRemarks } from "../../tools/controls/checkov/remarks";
import { evidenceOf } from "../../tools/controls/evidence";
import { outcomeOf, type RuleOutcome } from "../../tools/controls/outcomes";
import { subjectsOf } from "../../tools/controls/subjects";
import { cacheDirectory } from "../../tools/engine/cache";
import { POLICY_PACK_PLUGIN } from "../../tools/policy";
import type { RunResult } from "../../tools/rehearse/run-result";
import { runCommand } from "../../tools/terminal/command";
import { type ExportedState, parseState } from "../../tools/state/exported-state";
import { type PolicyFinding, policyFindings, WAIVERS } from "../support/policy-findings";
import { programOf } from "../support/program";
import { createStage, type StageFixture } from "../support/stage";
import { TODAY } from "../support/stack-files";

const TIMEOUT_MS = 180_000;

/** The findings without their texts, as `rule: resource`. */
function namesOf(findings: readonly Pick<PolicyFinding, "rule" | "urn">[]): readonly string[] {
  return [...new Set(findings.map(({ rule, urn }) => `${rule}: ${logicalNameOf(urn)}`))].sort();
}

/** What the policy pack reported, with and without a waiver. */
function reported({ violations }: RunResult): readonly string[] {
  const found = violations.filter(
    ({ policy, message }) => policy !== "waivers-current" && readMessage(message).status !== "undecided",
  );
  return namesOf(found.map(({ policy, urn }) => ({ rule: policy, urn })));
}

/** The verdicts about the controls by findings as the mocks or the policy pack know them. */
function verdicts(found: readonly string[], subjects: ReturnType<typeof subjectsOf>, stack: string): object {
  const outcomes = rules.map(({ name }): [string, RuleOutcome] => {
    const violations = found
      .filter((finding) => finding.startsWith(`${name}: `))
      .map((finding) => ({ urn: finding.slice(name.length + 2), message: "" }));
    return [name, { violations, waived: [], undecided: [], accepted: [] }];
  });
  const evidence = evidenceOf(CONTROLS, stack, subjects, new Map(outcomes));
  return Object.fromEntries(evidence.map(({ control, verdict }) => [control, verdict]));
}

describe.each(["dev", "prod"])("the controls of %s", (stack) => {
  let fixture: StageFixture;
  let update: RunResult;

  beforeAll(async () => {
    fixture = await createStage(stack, { policyPack: POLICY_PACK_PLUGIN });
    await fixture.stage.setConfig("groundwork:policy", '{"level":"advisory"}');
    update = await fixture.stage.up();
    expect({ succeeded: update.succeeded, errors: update.errors }).toEqual({ succeeded: true, errors: [] });
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  const exported = async (): Promise<ExportedState["resources"]> =>
    parseState(JSON.stringify(await fixture.stage.exportState())).resources;

  it(
    "have the same verdicts by the program under mocks, by the policy pack and by the exported state",
    async () => {
      const state = subjectsOf(await exported());
      const ofState = rules.flatMap((rule) => {
        const circumstances = { waivers: [], settingsOf: () => ({ environment: stack }), today: TODAY };
        return outcomeOf(rule, state, circumstances).violations.map(({ urn }) => ({ rule: rule.name, urn }));
      });
      const { resources } = await programOf(stack);
      const byState = namesOf(ofState);
      const byPack = reported(update);
      const byMocks = namesOf(policyFindings(stack, resources));

      expect(byState.length).toBeGreaterThan(0);
      expect({ byPack, byMocks }).toEqual({ byPack: byState, byMocks: byState });
      const expected = verdicts(byState, state, stack);
      expect([verdicts(byPack, state, stack), verdicts(byMocks, state, stack)]).toEqual([expected, expected]);
      expect(Object.values(expected)).toEqual(expect.arrayContaining(["met", "failing", "not applicable"]));
    },
    TIMEOUT_MS,
  );

  it(
    "have no remark of Checkov that no waiver, exception or reason explains",
    async () => {
      const state = await exported();
      const subjects = subjectsOf(state);
      const circumstances = { waivers: WAIVERS, settingsOf: () => ({ environment: stack }), today: TODAY };
      const outcomes = new Map(rules.map((rule) => [rule.name, outcomeOf(rule, subjects, circumstances)]));
      const evidence = evidenceOf(CONTROLS, stack, subjects, outcomes);
      const { remarks, passed } = await scan(state, cacheDirectory(process.env), runCommand);
      expect(passed).toBeGreaterThan(50);
      expect(remarks.length).toBeGreaterThan(0);
      expect(unexplainedRemarks(remarks, CONTROLS, evidence)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
