import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";

import type { Platform } from "./platform";

/** Values that an extension adds to the stack output `extensions`, by name. */
export type ExtensionOutputs = Readonly<Record<string, pulumi.Input<unknown>>>;

/** Resources of your own in the platform's program. */
export interface Extension<Schema extends z.ZodType = z.ZodType> {
  /**
   * Schema of the extension's settings in the stack file. Its defaults, checks and descriptions (`.meta`) appear in reports
   * and editors like those of the platform.
   */
  readonly schema: Schema;
  /**
   * Creates the resources, with the options of `platform.options()`, and returns outputs. Stacks without the extension's
   * key do not call it.
   */
  create(platform: Platform, settings: z.output<Schema>): ExtensionOutputs;
}

/** Extensions by name, which is the key of their settings below `groundwork:extensions`. */
export type Extensions = Readonly<Record<string, Extension>>;

/** Defines an extension whose `create` receives settings of the type of its schema. */
export function extension<Schema extends z.ZodType>(definition: Extension<Schema>): Extension<Schema> {
  return definition;
}
