import type { StackReport } from "./model";

/** The outcome of a stack's preview, as the first words of its report. */
export const VERDICTS: Readonly<Record<StackReport["outcome"], { readonly symbol: string; readonly text: string }>> = {
  unchanged: { symbol: "✅", text: "No changes" },
  changed: { symbol: "🟡", text: "Changes" },
  refused: { symbol: "⛔", text: "Refused" },
  failed: { symbol: "❌", text: "Preview failed" },
  invalid: { symbol: "❌", text: "Stack file invalid" },
};
