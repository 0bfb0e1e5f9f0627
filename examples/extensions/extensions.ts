import type { Extensions } from "../../platform";
import { orders } from "./orders";

/** Each extension by its key below `groundwork:extensions`. */
export const extensions = { orders } satisfies Extensions;
