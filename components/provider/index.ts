export { componentOptions, optionsWithTags } from "./component-tags";
export { type ProviderOptions, providerOptions } from "./provider-options";
export { StackOverrides } from "./stack-overrides";
