export { lockCommand, outdatedLock, undeclaredChanges } from "./changes";
export { readInventory } from "./inventory";
export type { Inventory, InventoryRow } from "./inventory";
export { lockFileName, parseLock, renderLock } from "./lock";
export { problemAt } from "./problems";
