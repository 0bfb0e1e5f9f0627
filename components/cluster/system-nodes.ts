export { ON_SYSTEM_NODES } from "../../domain/cluster/component-pods";
