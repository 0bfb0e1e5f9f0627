import { findEngine } from "../../tools/engine";

/** Finds the engine, or builds it, once before the engine tests: no test's time limit has to allow for that. */
export default async function engineSetup(): Promise<void> {
  await findEngine();
}
