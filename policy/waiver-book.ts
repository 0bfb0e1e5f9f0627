import { NAMESPACE } from "../config/source/keys";
import type { PlacedWaiver } from "../config/policy/waivers";
import { hasExpired, isForResource, isForStack } from "../domain/policy/waiver";
import { WAIVERS_FILE } from "./message";
import type { Rule, StackResource } from "./rule";

/** The check of the waivers themselves, which runs after all rules. */
export const WAIVERS_CURRENT = {
  name: "waivers-current",
  description: "Waivers of policy rules are valid, and each matches a violation",
  level: "mandatory",
  reason: "An exception without effect is forgotten, and may accept a violation of tomorrow",
} as const;

/** An exception from the rules, by a waiver or in a stack file, that has no effect. */
export interface ExceptionFault {
  readonly finding: string;
  readonly fix: string;
}

const RENEW = "Remove the entry and correct the resource; if the reason still holds, set a later `expires`";
const REMOVE = "Remove the entry, or name only the stacks that have the violation in `stacks`";

type Resource = Pick<StackResource, "urn" | "type">;

/** The waivers, and what the rules of one run have found about them. */
export class WaiverBook {
  readonly #used = new Set<PlacedWaiver>();
  readonly #undecided = new Set<PlacedWaiver>();
  /** Resources that a rule has checked, as `<rule> <urn>`. */
  readonly #checked = new Set<string>();

  constructor(
    private readonly waivers: readonly PlacedWaiver[],
    private readonly today: Date,
  ) {}

  /** The waiver of a violation, valid or expired. Records that the waiver is used. */
  find(rule: string, urn: string): PlacedWaiver | undefined {
    const found = this.#about(rule, urn);
    for (const waiver of found) this.#used.add(waiver);
    return found.find((waiver) => !this.hasExpired(waiver)) ?? found[0];
  }

  hasExpired(waiver: PlacedWaiver): boolean {
    return hasExpired(waiver, this.today);
  }

  /** Records that a rule has checked a resource. */
  check(rule: string, urn: string): void {
    this.#checked.add(`${rule} ${urn}`);
  }

  /** Records that a rule may have violations that an unknown value hides. */
  leaveUndecided(rule: string, urn: string): void {
    for (const waiver of this.#about(rule, urn)) this.#undecided.add(waiver);
  }

  /**
   * Waivers of a stack that have expired, and those that no violation needs.
   *
   * @param resources all resources of the stack
   * @param rules all rules
   */
  problems(stack: string, resources: readonly Resource[], rules: readonly Rule[]): readonly ExceptionFault[] {
    return this.waivers
      .filter((waiver) => isForStack(waiver, stack))
      .flatMap((waiver) => {
        const subject = `The waiver in line ${waiver.line} of ${WAIVERS_FILE} (${waiver.rule}, ${waiver.resource})`;
        if (this.hasExpired(waiver)) return [{ finding: `${subject} expired on ${waiver.expires}`, fix: RENEW }];
        const rule = rules.find(({ name }) => name === waiver.rule);
        const isUnused =
          !this.#used.has(waiver) &&
          !this.#undecided.has(waiver) &&
          !this.#isLeftOut(waiver, rule, resources) &&
          !isOfOtherProject(waiver, resources);
        return isUnused ? [{ finding: `${subject} matches no violation in stack ${stack}`, fix: REMOVE }] : [];
      });
  }

  /** An update of some resources only (`--target`) may not check the resource of the waiver. */
  #isLeftOut(waiver: PlacedWaiver, rule: Rule | undefined, resources: readonly Resource[]): boolean {
    if (rule === undefined || "stackViolations" in rule) return false;
    return resources.some(
      ({ urn, type }) =>
        rule.types.includes(type) && isForResource(waiver, urn) && !this.#checked.has(`${rule.name} ${urn}`),
    );
  }

  #about(rule: string, urn: string): readonly PlacedWaiver[] {
    return this.waivers.filter((waiver) => waiver.rule === rule && isForResource(waiver, urn));
  }
}

/**
 * Whether a waiver is about a stack of the same name of another project: that of the platform, while this is an application, a
 * fleet or a bootstrap without such a resource.
 */
function isOfOtherProject(waiver: PlacedWaiver, resources: readonly Resource[]): boolean {
  const isPlatform = resources.every(({ urn }) => urn.split("::")[1] === NAMESPACE);
  return !isPlatform && !resources.some(({ urn }) => isForResource(waiver, urn));
}
