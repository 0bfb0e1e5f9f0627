export { findBinaries, KUBERNETES_PATCHES, patchOf } from "./binaries";
export { type ControlPlane, startControlPlane } from "./control-plane";
export { CRDS, type Definition, findDefinitions } from "./crds";
