/** Resource properties as the engine sends them: plain JSON, without values that are unknown in a preview. */
export type Props = Readonly<Record<string, unknown>>;
