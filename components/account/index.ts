export { AccountBaseline } from "./account-baseline";
export type { AccountBaselineArgs } from "./account-baseline";
