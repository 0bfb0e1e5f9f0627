import { isMap, parseDocument, visit } from "yaml";

/** Replaces each encrypted value of a stack file: a rehearsal has no key to decrypt it, and does not need the value. */
const SECRET_PLACEHOLDER = "rehearsal-secret";

/** Returns the stack file with placeholders for encrypted values and without the settings of the secrets provider. */
export function withoutSecrets(text: string): string {
  const document = parseDocument(text);
  for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) document.delete(key);
  visit(document, {
    Map: (_, node) => (isMap(node) && node.has("secure") ? document.createNode(SECRET_PLACEHOLDER) : undefined),
  });
  return document.toString();
}
