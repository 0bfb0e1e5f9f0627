import { at, differs, isAbsent } from "./props";
import type { ResourceRule } from "./rule";

/** Reports a resource whose argument has another value. */
export function requireValue(path: string, value: string | boolean, consequence: string): ResourceRule["violations"] {
  return (props) => (differs(at(props, path), value) ? [`${consequence}; set ${path} to ${String(value)}`] : []);
}

/** Reports a resource that omits an argument. */
export function requireArgument(path: string, consequence: string): ResourceRule["violations"] {
  return (props) => (isAbsent(at(props, path)) ? [`${consequence}; set ${path}`] : []);
}
