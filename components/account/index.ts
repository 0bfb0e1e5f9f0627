export { AccountBaseline } from "./account-baseline";
export type { AccountArgs, RegistrySettings } from "./account-baseline";
