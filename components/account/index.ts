export { AccountBaseline } from "./account-baseline";
export type { AccountBaselineArgs, RegistrySettings } from "./account-baseline";
