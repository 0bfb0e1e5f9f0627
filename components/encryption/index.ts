export { EncryptionKey } from "./encryption-key";
export type { EncryptionKeyArgs } from "./encryption-key";
