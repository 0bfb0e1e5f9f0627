import type { Target } from "../terminal/target";
import { type RealContext, runWithEvents } from "../report/real";
import { type Comparison, PlanReader } from "./stack-drift";

/** Compares the state of a stack in its backend with AWS. Nothing is changed, and no lock is taken. */
export async function compareReal(target: Target, context: Pick<RealContext, "engine" | "run">): Promise<Comparison> {
  const refresh = await runWithEvents(["refresh", "--preview-only"], target, context);
  if (!refresh.succeeded || refresh.steps.size === 0) return { refresh };
  return { refresh, plan: await runWithEvents(["preview", "--refresh"], target, context, new PlanReader()) };
}
