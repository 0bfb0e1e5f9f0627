export { lockCommand, outdatedLock, undeclaredChanges } from "./changes";
export { readInventory } from "./inventory";
export type { InventoryRow } from "./inventory";
export { lockFileName, parseLock, renderLock } from "./lock";
export { problemAt } from "./problems";
