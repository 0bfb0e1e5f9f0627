import type { Extensions } from "../../platform";
import { orders } from "./orders";

/** In your repository: `extensions/index.ts`, with `../platform` as the path of the handle. */
export const extensions = { orders } satisfies Extensions;
