export { Resilience } from "./resilience";
export type { ResilienceArgs } from "./resilience";
