import { findEngine } from "../../tools/engine";
import { findBinaries } from "../../tools/kubernetes";
import { TESTED_MINOR } from "./tested-minor";

/** Finds or builds the engine and API servers once before the tests, so that the time limits of tests do not include it. */
export default async function engineSetup(): Promise<void> {
  await findEngine();
  await findBinaries(TESTED_MINOR);
}
