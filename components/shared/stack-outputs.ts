import type { Input } from "@pulumi/pulumi";

import type { PlatformOutputs } from "../../domain/outputs/platform-outputs";

/** A value that the program exports for a value that others read: plain, or an Output at any depth. */
type Exported<T> = Input<T extends object ? { readonly [K in keyof T]: Exported<T[K]> } : T>;

/** The stack outputs as the program exports them. Each has to be named; an optional one can be undefined. */
export type StackOutputs = {
  readonly [K in keyof Required<PlatformOutputs>]:
    Exported<Required<PlatformOutputs>[K]> | (undefined extends PlatformOutputs[K] ? undefined : never);
};
