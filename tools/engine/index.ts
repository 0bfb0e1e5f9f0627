export { ENGINE_VERSION, type Engine, automationCommand, findEngine } from "./engine";
export { hintAtLanguageHost } from "./language-host";
export { engineEnvironment, runPulumi } from "./pulumi";
