import { z } from "zod";

import { reportSchema } from "./model";

/** The JSON schema of report.json, which docs/reference/report.schema.json publishes. */
export function renderReportSchema(): string {
  const schema = z.toJSONSchema(reportSchema, { target: "draft-07" });
  const title = "Report of the previews of a pull request (report.json)";
  return `${JSON.stringify({ $schema: schema.$schema, title, ...schema }, undefined, 2)}\n`;
}
