export { FileSystems } from "./file-systems";
export type { FileSystemSettings, FileSystemsArgs } from "./file-systems";
