export { ENGINE_VERSION, type Engine, automationCommand, findEngine, presentEngine } from "./engine";
export { explainMissingLanguageHost } from "./language-host";
export { engineEnvironment, runPulumi } from "./pulumi";
