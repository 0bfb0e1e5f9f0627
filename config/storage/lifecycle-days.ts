import { z } from "zod";
import { MOST_LIFECYCLE_DAYS } from "../../domain/storage/lifecycle";

/** Days after which S3 or ECR deletes something. */
export const lifecycleDays = z.int().min(1).max(MOST_LIFECYCLE_DAYS);
