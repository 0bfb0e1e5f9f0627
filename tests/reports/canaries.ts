/** Values that no output may contain. */
export const CANARIES = {
  plain: "canary-plain-7f3a",
  hidden: "canary-hidden-91bc",
  listed: "canary-listed-22de",
  nested: "canary-nested-58f0",
} as const;
