import type { StackReport, Tags } from "../model";
import { type Block, html } from "./block";
import type { Detail } from "./detail";
import { cappedList } from "./findings";
import { code, counted, details, text } from "./html";

/** How many places the tags reach, and those that they do not. The policy `required-tags` refuses missing tags. */
export function tagBlocks({ tags }: StackReport, detail: Detail): readonly Block[] {
  if (tags === undefined) return [];
  const { defaultTags, fanOut, serviceSetting, untaggable, missing, undecided } = tags;
  const reached = defaultTags + fanOut + serviceSetting;
  const total = reached + missing.length + undecided.length;
  const lines = [
    ...missing.map((place) => `Missing: ${placeText(place)}`),
    ...undecided.map((place) => `Unknown until the update: ${placeText(place)}`),
    `${defaultTags} by default tags, ${fanOut} by fan-out, ${serviceSetting} by settings of services`,
    ...untaggable.map(({ reason, places }) => `${counted(places, "place")} without tags: ${text(reason)}`),
  ];
  const summary = `<b>Tags</b>: ${reached} of ${total} taggable places have all tags`;
  return [html(details(summary, cappedList(lines, detail.maxRows)))];
}

function placeText({ resource, creates, keys }: Tags["missing"][number]): string {
  const what = creates === undefined ? "" : `${text(creates)} of `;
  return `${what}${code(resource)}: ${keys.map(code).join(", ")}`;
}
