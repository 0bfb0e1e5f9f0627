import { z } from "zod";

import type { Tags } from "../../domain/tags/tags";

/** A list of tags as EC2, Elastic Load Balancing, S3 and Secrets Manager answer it; services omit an empty one. */
export const tagList = z
  .array(z.object({ Key: z.string(), Value: z.string().default("") }))
  .default([])
  .transform((tags): Tags => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));

/** A point in time, as text. */
export const time = z.string().transform((text, context) => {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue(`${text} is not a point in time`);
  return z.NEVER;
});
