import type { Codes } from "../diagnostics/code";

/** Findings about stacks that expire. */
export const expiryCodes = {
  "stack/expiry-missing": {
    cause:
      "`npm run reap` destroys a stack after its `expiry`. A stack of the environment ephemeral without one would remain, and cost money, until a person remembers it. Fleets and bootstraps cannot expire.",
    remedy:
      "Set `expiry` to a day, or another `environment`. `npm run config -- set <stack> expiry 7d` writes the day 7 days from today.",
  },
  "stack/expiry-in-prod": {
    cause: "`npm run reap` destroys a stack after its `expiry`, with all of its data.",
    remedy: "Remove `expiry`.",
  },
  "stack/expiry-too-late": {
    cause: "A short-lived stack lives for 14 days at most, so that its costs end.",
    remedy: "Set `expiry` to an earlier day. It can be set again later, for 14 days from then.",
  },
  "stack/expired": {
    cause:
      "The last day of the stack is over, so the next `npm run reap -- --yes` destroys it. The report is a warning.",
    remedy: "Set `expiry` to a later day and update the stack, or destroy it.",
  },
  "stack/expiry-with-protection": {
    cause: "A stack that expires is destroyed without a person, and deletion protection would refuse that.",
    remedy: "Turn the protection off, or remove `expiry`.",
  },
  "stack/expiry-without-tag": {
    cause:
      "The expiry is a tag of every resource, and takes the place of one of the two tags of `tags.additional`: an S3 object that a program uploads gets all of them, and [has at most 10](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html).",
    remedy: "Remove a tag from `tags.additional`, or rename the one with the key of the expiry.",
  },
} as const satisfies Codes<"stack">;
