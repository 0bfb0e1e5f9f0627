import type { Report, StackReport } from "../model";
import { VERDICTS } from "../outcome";
import { type Block, heading } from "./block";
import { changeBlocks } from "./changes";
import type { Detail } from "./detail";
import { diagramBlocks } from "./change-diagram";
import { costBlocks, driftBlocks, originBlocks, stateBlocks } from "./facts";
import { dangerBlocks, noticeBlocks, problemBlocks } from "./findings";
import { otherPolicyBlocks, policyBlocks } from "./policy";
import { code } from "./html";
import { tagBlocks } from "./tags";

/** A part for each stack that changes or fails. */
export function stackBlocks({ stacks }: Report, detail: Detail): readonly Block[] {
  return stacks.flatMap((stack) => blocksOf(stack, detail));
}

/** What stops an update comes first, what only informs comes last. */
function blocksOf(stack: StackReport, detail: Detail): readonly Block[] {
  const parts = [
    ...problemBlocks(stack, detail),
    ...dangerBlocks(stack, detail),
    ...stateBlocks(stack, detail),
    ...policyBlocks(stack, detail),
    ...noticeBlocks(stack, detail),
    ...changeBlocks(stack, detail),
    ...diagramBlocks(stack, detail),
    ...driftBlocks(stack, detail),
  ];
  if (parts.length === 0 && stack.outcome === "unchanged") return [];
  const { symbol, text } = VERDICTS[stack.outcome];
  return [
    heading(3, `${symbol} ${code(stack.stack)}: ${text.toLowerCase()}`),
    ...parts,
    ...costBlocks(stack, detail),
    ...tagBlocks(stack, detail),
    ...otherPolicyBlocks(stack, detail),
    ...originBlocks(stack, detail),
  ];
}
