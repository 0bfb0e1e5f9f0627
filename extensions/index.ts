import type { Extensions } from "../platform";

/**
 * Your own resources, which no release of Groundwork changes. Each entry is an extension; its name is its key below
 * `groundwork:extensions` in the stack files of the stacks that have it. docs/extensions.md shows how to write one.
 */
export const extensions: Extensions = {};
