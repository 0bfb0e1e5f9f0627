export { stackOutputs } from "./stack-outputs";
export type { StackOutputs } from "./stack-outputs";
