import { findEngine } from "../../tools/engine";
import { findBinaries } from "../../tools/kubernetes";
import { JUDGED_MINOR } from "./judged-minor";

/** Finds or builds what the engine tests run, once before them: no test's time limit has to allow for that. */
export default async function engineSetup(): Promise<void> {
  await findEngine();
  await findBinaries(JUDGED_MINOR);
}
