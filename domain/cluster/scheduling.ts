export { ON_SYSTEM_NODES } from "./component-pods";
