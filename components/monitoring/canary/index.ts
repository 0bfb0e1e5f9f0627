export { createCanaries } from "./canaries";
export type { CanariesArgs } from "./canaries";
