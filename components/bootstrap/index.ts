export { Bootstrap } from "./bootstrap";
export type { BootstrapArgs } from "./bootstrap-args";
