export { stackOutputs } from "./stack-outputs";
export type { StackOutputs, StackOutputsArgs } from "./stack-outputs";
