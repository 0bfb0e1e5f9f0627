export { providerOptions } from "./provider-options";
