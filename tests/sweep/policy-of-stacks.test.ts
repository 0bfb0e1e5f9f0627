import { readFileSync } from "node:fs";
import path from "node:path";

import { check } from "../../config/check/check";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { isForResource } from "../../domain/policy/waiver";
import { World } from "../../sandbox/world";
import { initialWorld } from "../../tools/rehearse/initial-world";
import { policyFindings, type PolicyFinding, unwaived, WAIVERS } from "../support/policy-findings";
import { recordProgram } from "../support/program";
import { ALL_STACK_FILES, type EntryProgram, TODAY } from "../support/stack-files";

/** Waivers of the examples: rule, resource, and the stack if other stacks have such a resource. */
const EXAMPLE_WAIVERS = [
  // The API server calls the webhook of the operator, which calls AWS; its pods have service accounts of their own.
  ["namespace-default-deny", "cluster-external-secrets-namespace"],
  ["namespace-service-account", "cluster-external-secrets-namespace"],
  // The API server calls the metrics server and the webhook of KEDA, and KEDA calls AWS.
  ["namespace-default-deny", "cluster-keda-namespace"],
  ["namespace-service-account", "cluster-keda-namespace"],
  // The inventory of a fleet decides about versions, copies and protection of each bucket.
  ["bucket-replicated", "fleet-bucket-*"],
  ["bucket-versioning", "fleet-bucket-*"],
  ["data-protected", "fleet-bucket-*"],
  ["no-forced-deletion", "fleet-bucket-*"],
  // The state is small and versioned, and imports restore it after the loss of a Region.
  ["bucket-replicated", "bootstrap-state-bucket"],
  // Events of objects and alarms about the account and the network cost money by use, which the stack with all services leaves out.
  ["trail-object-events", "account-services-trail", "secured"],
  ["trail-account-alarms", "account-services-trail", "secured"],
  ["trail-change-alarms", "account-services-trail", "secured"],
  // The key encrypts notifications on their way, and no stored data.
  ["kms-deletion-window", "monitoring-alarms-key", "two-regions"],
  // The script of canaries is in the repository, and each update can upload it again.
  ["bucket-replicated", "monitoring-canary-scripts", "complete"],
  ["data-protected", "monitoring-canary-scripts", "complete"],
  ["no-forced-deletion", "monitoring-canary-scripts", "complete"],
  // The last log lines of failed pods serve for days.
  ["bucket-replicated", "storage-bucket-diagnostics", "complete"],
  // As in the stack file of prod, for the same reasons: docs/controls.md.
  ["kms-deletion-window", "monitoring-alarms-key", "complete"],
  ["log-group-kms-key", "*", "complete"],
  ["trail-object-events", "account-services-trail", "complete"],
  // What the logs are kept for is in S3, or ends with the stack.
  ["deletion-protection", "*", "complete"],
  ["log-group-years", "monitoring-archive-errors", "complete"],
  // One node, as small as a cluster needs.
  ["node-instance-types", "cluster-nodes-main", "secured"],
].map(([rule = "", resource = "", stack]) => ({
  ...{ rule, resource, reason: "", owner: "", expires: "" },
  stacks: stack === undefined ? undefined : [stack],
}));

const ALL_WAIVERS = [...WAIVERS, ...EXAMPLE_WAIVERS];

const found: PolicyFinding[] = [];

/** The world with the existing VPC of a platform; other programs use none. */
function worldOf(stack: string, { directory }: EntryProgram): World {
  const file = `Pulumi.${stack}.yaml`;
  const source = sourceFromFile(parseStackFile(readFileSync(path.join(directory, file), "utf8"), file), stack);
  const { config } = check(source, TODAY);
  return config === undefined ? new World() : initialWorld(config);
}

describe("the policy pack", () => {
  it.each(ALL_STACK_FILES.map(({ stack, program }) => [path.basename(program.directory), stack, program] as const))(
    "reports only waived violations of %s, %s",
    async (_, stack, program) => {
      const { resources } = await recordProgram(stack, { program, world: worldOf(stack, program) });
      const findings = policyFindings(stack, resources);
      found.push(...findings);
      expect(unwaived(findings, ALL_WAIVERS)).toEqual([]);
    },
  );

  it("reports what every waiver accepts", () => {
    const stacks = ALL_STACK_FILES.map(({ stack }) => stack);
    const unused = ALL_WAIVERS.filter(
      (waiver) => waiver.stacks?.some((stack) => stacks.includes(stack)) ?? true,
    ).filter((waiver) => !found.some(({ rule, urn }) => waiver.rule === rule && isForResource(waiver, urn)));
    expect(unused).toEqual([]);
  });
});
