export { providerOptions } from "./provider-options";
export type { ProviderArgs } from "./provider-options";
