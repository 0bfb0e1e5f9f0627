export { providerOptions } from "./provider-options";
export { StackOverrides } from "./stack-overrides";
