export { ENGINE_VERSION, type Engine, automationCommand, findEngine } from "./engine";
export { engineEnvironment, runPulumi } from "./pulumi";
