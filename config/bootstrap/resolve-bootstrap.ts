import { deepFreeze, type DeepReadonly } from "../resolve/deep-freeze";
import type { BOOTSTRAP_PARTS, Parts } from "../schema";
import { isWholeTeardown } from "../stack/teardown";

export type BootstrapParts = Pick<Parts, (typeof BOOTSTRAP_PARTS)[number]>;

type Stack = BootstrapParts["bootstrap"]["stacks"][string];

/** A stack with its defaults. A runner has none: it is created on request only. */
type ResolvedStack = Required<Omit<Stack, "runner">> & Pick<Stack, "runner">;

/** The whole configuration of an account's bootstrap. */
export type BootstrapConfig = DeepReadonly<
  Omit<BootstrapParts, "teardown" | "bootstrap"> & {
    /** `<name>-<environment>`, which `teardown` repeats. */
    platformName: string;
    teardown?: NonNullable<BootstrapParts["teardown"]>;
    bootstrap: Omit<BootstrapParts["bootstrap"], "stacks"> & {
      stacks: Record<string, ResolvedStack>;
    };
  }
>;

export function resolveBootstrap({ teardown, ...parts }: BootstrapParts): BootstrapConfig {
  const { bootstrap } = parts;
  return deepFreeze({
    ...parts,
    ...(teardown === undefined ? {} : { teardown }),
    platformName: `${parts.name}-${parts.environment}`,
    bootstrap: {
      ...bootstrap,
      deletionProtection: bootstrap.deletionProtection && !isWholeTeardown(teardown),
      stacks: Object.fromEntries(Object.entries(bootstrap.stacks).map(([key, stack]) => [key, withDefaults(stack)])),
    },
  });
}

/** Every pull request can run code with the preview role, so that of prod decrypts no secrets unless it is configured. */
function withDefaults(stack: Stack): ResolvedStack {
  return { previewDecryptsSecrets: !stack.platformName.endsWith("-prod"), ...stack };
}
