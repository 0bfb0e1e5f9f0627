/** Properties of a resource as the engine sends them: plain JSON. In a preview, properties with unknown values are omitted. */
export type Props = Readonly<Record<string, unknown>>;
