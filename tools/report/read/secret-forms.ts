import { parsedJson } from "./json";

/** A shorter value occurs in many texts by chance. It is hidden at its own path, and not searched elsewhere. */
export const SHORTEST_SEARCHED = 4;

/** A shorter part of a JSON document is as likely a user, an engine or a port as a secret. */
const SHORTEST_LEAF = 8;

/** Fewer characters in the middle of a Base64 text could be part of any other one. */
const SHORTEST_ENCODED = 8;

/** Keys whose values are secret even if the program does not mark them so: `clientSecret`, `DB_PASSWORD`, `passwordWo`. */
const SECRET_KEYS =
  /(password|passwd|passphrase|clientsecret|secretstring|secretbinary|secretkey|secretaccesskey|token|apikey|accesskey|privatekey|connectionstring)(wo)?$/i;
const KUBERNETES_SECRET = "kubernetes:core/v1:Secret";

/** Whether the key of a resource of this type has a secret value by its meaning. */
export function isSecretKey(key: string, type: string): boolean {
  const isData = type === KUBERNETES_SECRET && (key === "data" || key === "stringData");
  return isData || SECRET_KEYS.test(key.replaceAll(/[_.-]/g, ""));
}

/** The secrets inside a secret: leaves of JSON, and the text that Base64 encodes. */
export function partsOf(secret: string): readonly string[] {
  const json = parsedJson(secret);
  const decoded = json === undefined ? decodedBase64(secret) : undefined;
  return [...(json === undefined ? [] : leavesOf(json, "")), ...(decoded === undefined ? [] : [decoded])];
}

function leavesOf(value: unknown, key: string): readonly string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, child]) => leavesOf(child, Array.isArray(value) ? key : name));
  }
  const isSecret = typeof value === "string" && (value.length >= SHORTEST_LEAF || isSecretKey(key, ""));
  return isSecret ? [value] : [];
}

/** Words are Base64 as well, and encode bytes that are no text. */
function decodedBase64(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  const decoded = bytes.toString("utf8");
  const isText = /^[\t\n\r -~\u00a1-\ufffc]{4,}$/.test(decoded);
  return isText && bytes.toString("base64") === text.trim() ? decoded : undefined;
}

/** The forms in which texts can have a secret. */
export function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  // Go escapes these characters of HTML in JSON.
  const goJson = json.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const url = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  return [
    ...[secret, secret.trim(), ...lines],
    // JSON inside JSON, as in a policy document.
    ...[json, goJson, JSON.stringify(json).slice(1, -1)],
    ...[url, lowerCaseEscapes(url), url.replaceAll("%20", "+")],
    ...[bytes.toString("hex"), bytes.toString("hex").toUpperCase()],
    ...base64FormsOf(bytes),
  ].filter((form) => form.trim().length >= SHORTEST_SEARCHED);
}

function lowerCaseEscapes(url: string): string {
  return url.replaceAll(/%../g, (escaped) => escaped.toLowerCase());
}

/** The secret as Base64, alone and inside a longer text, such as `user:secret`, where it begins at any of three bits. */
function base64FormsOf(bytes: Buffer): readonly string[] {
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    return encoded.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3));
  });
  const forms = [bytes.toString("base64"), ...inside.filter((form) => form.length >= SHORTEST_ENCODED)];
  return forms.flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")]);
}
