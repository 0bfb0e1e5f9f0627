import { z } from "zod";

import { EXPIRY_TAG_KEY, isExpired } from "../../domain/expiry/expiry";
import type { Identity } from "../leftovers/run";
import type { ExportedState } from "../state/exported-state";

/** What the state of a stack says about its life. */
export interface StateFacts {
  readonly resources: number;
  /** Last day, by the tag that the provider gives to every resource. */
  readonly expiry: string | undefined;
  /** Undefined for a state without an AWS provider. */
  readonly identity: Identity | undefined;
}

const AWS_PROVIDER = "pulumi:providers:aws";
const CLUSTER = "aws:eks/cluster:Cluster";

/** The default tags of the provider are JSON in its inputs. */
const tagsSchema = z.object({ tags: z.record(z.string(), z.string()).default({}) });

export function stateFacts(stack: string, { resources }: Pick<ExportedState, "resources">): StateFacts {
  const inputs = resources.filter(({ type }) => type === AWS_PROVIDER).map((provider) => provider.inputs ?? {});
  const [main] = inputs;
  const tags = inputs.map(defaultTags);
  const days = new Set(tags.map((each) => each[EXPIRY_TAG_KEY]));
  // The providers of all Regions have the same tags; a state in which they differ is that of an unfinished update.
  const [expiry] = days.size === 1 ? days : [];
  const region = main?.["region"];
  const identifying = Object.fromEntries(Object.entries(tags[0] ?? {}).filter(([key]) => key !== EXPIRY_TAG_KEY));
  return {
    resources: resources.filter(({ type }) => !type.startsWith("pulumi:") && !type.startsWith("groundwork:")).length,
    expiry,
    identity:
      typeof region === "string" && Object.keys(identifying).length > 0
        ? { platformName: resources.find(({ type }) => type === CLUSTER)?.id ?? stack, region, tags: identifying }
        : undefined,
  };
}

function defaultTags(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const { defaultTags: json } = inputs;
  if (typeof json !== "string") return {};
  return tagsSchema.safeParse(JSON.parse(json)).data?.tags ?? {};
}

/** The stack file, if the folder has one. */
export type FileFacts = { readonly environment: unknown; readonly expiry: unknown } | undefined;

/** Whether a stack is destroyed, and why. */
export interface Verdict {
  readonly isExpired: boolean;
  readonly reason: string;
}

/**
 * Whether a stack may be destroyed: only if both its state and its stack file say that its life is over. A stack that was
 * never updated with an expiry has no tag that says so, whatever its file says.
 */
export function verdictOf({ expiry, resources }: StateFacts, file: FileFacts, today: Date): Verdict {
  const kept = (reason: string): Verdict => ({ isExpired: false, reason });
  if (resources === 0) return kept("its state has no resources");
  if (expiry === undefined) return kept(`its resources have no tag ${EXPIRY_TAG_KEY}`);
  if (!isExpired(expiry, today)) return kept(`it expires after ${expiry}`);
  if (file?.environment === "prod") return kept(`it expired on ${expiry}, but its stack file says prod`);
  if (file !== undefined && typeof file.expiry !== "string") {
    return kept(`it expired on ${expiry}, but its stack file has no expiry any more: update the stack, or destroy it`);
  }
  if (file !== undefined && !isExpired(String(file.expiry), today)) {
    return kept(`it expired on ${expiry}, but its stack file says ${String(file.expiry)}: update the stack`);
  }
  return { isExpired: true, reason: `it expired on ${expiry}` };
}
