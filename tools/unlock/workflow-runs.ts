import { z } from "zod";

import { type Liveness, livenessOf, type Machine } from "../backend/holder";
import type { LockHolder } from "../backend/locks";
import type { GitHub } from "../github/api";
import { connect } from "../github/connect";

/** User of the runners of GitHub: https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
const RUNNER_USER = "runner";

const runList = z.looseObject({
  workflow_runs: z.array(z.looseObject({ id: z.number(), status: z.string(), updated_at: z.string() })),
});

/** Whether the run of GitHub Actions that holds a lock has completed; undefined if nothing is known about one. */
export type LivenessOfRun = (holder: LockHolder) => Promise<Liveness | undefined>;

/** Asks GitHub. Without access to GitHub, nothing is known about runs. */
export function livenessAtGitHub(access: Parameters<typeof connect>[0]): LivenessOfRun {
  return async (holder) => {
    const github = await connect(access);
    return typeof github === "string" ? undefined : livenessOfRun(holder, github).catch(() => undefined);
  };
}

/** Whether the update that holds a lock still runs: what its process on this machine shows, or else its workflow run. */
export async function livenessAnywhere(
  holder: LockHolder | undefined,
  machine: Machine,
  ofRun: LivenessOfRun,
): Promise<Liveness> {
  const here = await livenessOf(holder, machine);
  if (holder === undefined || here.status !== "unknown") return here;
  return (await ofRun(holder)) ?? here;
}

/**
 * Whether the run of GitHub Actions that created a lock has completed. A lock names no run, but only a run that was in progress
 * at its time can have created it, so the lock counts as left behind once all of those have completed. Undefined if the lock
 * is not one of a runner, or no run is of that time.
 */
export async function livenessOfRun(
  { username, timestamp }: LockHolder,
  github: GitHub,
): Promise<Liveness | undefined> {
  if (username !== RUNNER_USER) return undefined;
  const query = new URLSearchParams({ created: `<=${timestamp}`, per_page: "100" });
  const { workflow_runs: runs } = runList.parse(
    (await github.get(`/actions/runs?${query.toString()}`)) ?? { workflow_runs: [] },
  );
  const time = Date.parse(timestamp);
  const candidates = runs.filter(({ status, updated_at: end }) => status !== "completed" || time <= Date.parse(end));
  if (candidates.length === 0) return undefined;
  const running = candidates.find(({ status }) => status !== "completed");
  if (running !== undefined) {
    return { status: "running", reason: `workflow run ${running.id} is in progress: gh run view ${running.id}` };
  }
  const ids = candidates.map(({ id }) => id).join(", ");
  return { status: "ended", reason: `all workflow runs of that time have completed: ${ids}` };
}
