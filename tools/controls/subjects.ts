import type { StateResource } from "../state/exported-state";
import type { Subject } from "./outcomes";

/** The resources of a state, as rules of the policy pack read them. */
export function subjectsOf(state: readonly StateResource[]): readonly Subject[] {
  return state.map(({ urn, type, id, protect, inputs, outputs, propertyDependencies }) => ({
    urn,
    type,
    inputs: inputs ?? {},
    // Providers have inputs only; `id` is no output.
    props: { ...inputs, ...outputs, ...(id === undefined ? {} : { id }) },
    sources: Object.fromEntries(Object.entries(propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []])),
    isProtected: protect === true,
  }));
}
