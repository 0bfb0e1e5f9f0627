import { isMap, parseDocument, visit } from "yaml";

/** Stands where a stack file holds an encrypted value: a rehearsal has no key to open it, and needs none. */
const SECRET_STAND_IN = "rehearsal-secret";

/** The text of a stack file that needs no key: encrypted values are stood in for, and who could open them is left out. */
export function withoutSecrets(text: string): string {
  const document = parseDocument(text);
  for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) document.delete(key);
  visit(document, {
    Map: (_, node) => (isMap(node) && node.has("secure") ? document.createNode(SECRET_STAND_IN) : undefined),
  });
  return document.toString();
}
