export { ENGINE_VERSION, type Engine, automationCommand, findEngine } from "./engine";
