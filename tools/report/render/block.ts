import type { Diagram } from "../../diagram/diagram";
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
