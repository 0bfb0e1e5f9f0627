import type { ChangeKind } from "../model";
import type { Html } from "./html";

/** A part of a report. Markdown and a browser print `alert` and `diagram` differently. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3 | 4; readonly html: Html }
  | { readonly kind: "html"; readonly html: Html }
  /** `caution`: data or access is at stake. `warning`: a person must decide. */
  | { readonly kind: "alert"; readonly level: "caution" | "warning"; readonly title: Html; readonly html: Html }
  | { readonly kind: "diagram"; readonly diagram: Diagram };

export const heading = (level: 2 | 3 | 4, html: Html): Block => ({ kind: "heading", level, html });
export const html = (content: Html): Block => ({ kind: "html", html: content });
export const alert = (level: "caution" | "warning", title: Html, content: Html = ""): Block => ({
  kind: "alert",
  level,
  title,
  html: content,
});

/** What a change touches, by tier of the network and by component. */
export interface Diagram {
  readonly areas: readonly DiagramArea[];
}

interface DiagramArea {
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
  /** Number of nodes that are left out. */
  readonly more: number;
}

export interface DiagramNode {
  readonly kind: ChangeKind;
  /** A logical name, or a number of resources of one type. */
  readonly label: string;
}
