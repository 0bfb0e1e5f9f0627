import * as pulumi from "@pulumi/pulumi";

import type { ExtensionOutputs, Extensions } from "./extension";
import { type PlatformComponents, type PlatformSettings, platformOf } from "./platform-of";

/** The part of the configuration that extensions use. */
export interface ExtensionSettings extends PlatformSettings {
  /** Settings of extensions by name, by the schemas of the extensions. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/**
 * Creates the extensions that have settings in the stack, each below a component of its own.
 *
 * @param options of the platform's components
 * @returns the stack output `extensions`, by extension; undefined without extensions
 */
export function createExtensions(
  extensions: Extensions,
  settings: ExtensionSettings,
  components: PlatformComponents,
  options: pulumi.ComponentResourceOptions & { readonly providers: pulumi.ProviderResource[] },
): Readonly<Record<string, ExtensionOutputs>> | undefined {
  const { kubernetesProvider } = components.cluster;
  const outputs = Object.entries(extensions).flatMap(([name, extension]): [string, ExtensionOutputs][] => {
    const own = settings.extensions[name];
    if (own === undefined) return [];
    const parent = new ExtensionResources(name, { ...options, providers: [...options.providers, kubernetesProvider] });
    return [[name, extension.create(platformOf(name, parent, settings, components), own)]];
  });
  return outputs.length === 0 ? undefined : Object.fromEntries(outputs);
}

/** The parent of an extension's resources. It has the providers of AWS and Kubernetes, which its children inherit. */
class ExtensionResources extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:extensions:Extension", name, {}, opts);
    this.registerOutputs();
  }
}
