import pc from "picocolors";

import { withProgress } from "../terminal/progress";
import { logicalName, type ProgressReporter } from "./rehearsal";

/** A terminal shows progress while a phase runs; a log gets one line when the phase ends. */
export const reportProgress: ProgressReporter = (title, run) => {
  if (!process.stderr.isTTY) return run(() => undefined);
  return withProgress(`  ${pc.yellow("…")} ${title}`, (report) =>
    run((done, urn) => {
      report(`${done} steps · ${logicalName(urn)}`);
    }),
  );
};
