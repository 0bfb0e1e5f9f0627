import { SHORT_LIVED_PLATFORMS, SHORT_LIVED_STACKS } from "../../domain/bootstrap/short-lived";
import { deepFreeze, type DeepReadonly } from "../resolve/deep-freeze";
import type { BOOTSTRAP_PARTS, Parts } from "../schema";
import { isWholeTeardown } from "../stack/teardown";

export type BootstrapParts = Pick<Parts, (typeof BOOTSTRAP_PARTS)[number]>;

type Stack = BootstrapParts["bootstrap"]["stacks"][string];
type ShortLivedStacks = NonNullable<BootstrapParts["bootstrap"]["shortLivedStacks"]>;

/** A stack with its defaults. A runner has none: it is created on request only. */
type ResolvedStack = Required<Omit<Stack, "runner">> &
  Pick<Stack, "runner"> & {
    /** Whether these are the stacks of pull requests together, whose `platformName` is a pattern. */
    isShortLived: boolean;
  };

/** The whole configuration of an account's bootstrap. */
export type BootstrapConfig = DeepReadonly<
  Omit<BootstrapParts, "teardown" | "bootstrap"> & {
    /** `<name>-<environment>`, which `teardown` repeats. */
    platformName: string;
    teardown?: NonNullable<BootstrapParts["teardown"]>;
    bootstrap: Omit<BootstrapParts["bootstrap"], "stacks" | "shortLivedStacks"> & {
      /** With those of pull requests as one. */
      stacks: Record<string, ResolvedStack>;
    };
  }
>;

export function resolveBootstrap({ teardown, ...parts }: BootstrapParts): BootstrapConfig {
  const { shortLivedStacks, ...bootstrap } = parts.bootstrap;
  return deepFreeze({
    ...parts,
    ...(teardown === undefined ? {} : { teardown }),
    platformName: `${parts.name}-${parts.environment}`,
    bootstrap: {
      ...bootstrap,
      deletionProtection: bootstrap.deletionProtection && !isWholeTeardown(teardown),
      stacks: {
        ...Object.fromEntries(Object.entries(bootstrap.stacks).map(([key, stack]) => [key, withDefaults(stack)])),
        ...(shortLivedStacks === undefined ? {} : { [SHORT_LIVED_STACKS]: shortLived(shortLivedStacks) }),
      },
    },
  });
}

/** Every pull request can run code with the preview role, so that of prod decrypts no secrets unless it is configured. */
function withDefaults(stack: Stack): ResolvedStack {
  return { previewDecryptsSecrets: !stack.platformName.endsWith("-prod"), isShortLived: false, ...stack };
}

/** Pull requests update these stacks without a preview, and services of the account outlive them. */
function shortLived(settings: ShortLivedStacks): ResolvedStack {
  return {
    ...settings,
    platformName: SHORT_LIVED_PLATFORMS,
    isShortLived: true,
    previewDecryptsSecrets: false,
    accountServices: false,
  };
}
