export { Governance } from "./governance";
export type { GovernanceArgs } from "./governance";
