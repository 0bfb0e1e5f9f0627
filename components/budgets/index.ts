export { Budgets } from "./budgets";
export type { BudgetsArgs } from "./budgets";
