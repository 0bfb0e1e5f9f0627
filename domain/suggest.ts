import { distance } from "fastest-levenshtein";

/** The word that was probably meant: the nearest one, if no more than a third of its letters differ. */
export function suggest(typed: string, known: readonly string[]): string | undefined {
  const [best] = known
    .filter((word) => Math.abs(word.length - typed.length) <= tolerance(typed, word))
    .map((word) => ({ word, edits: edits(typed, word) }))
    .sort((a, b) => a.edits - b.edits || a.word.localeCompare(b.word));
  if (best === undefined) return undefined;
  return best.edits <= tolerance(typed, best.word) ? best.word : undefined;
}

function tolerance(typed: string, word: string): number {
  return Math.max(1, Math.ceil(Math.max(typed.length, word.length) / 3));
}

/** The usual edit distance, but letters in the wrong order ("nta") are one slip, not two. */
export function edits(typed: string, word: string): number {
  const [a, b] = [typed.toLowerCase(), word.toLowerCase()];
  return sortedLetters(a) === sortedLetters(b) ? Math.min(1, distance(a, b)) : distance(a, b);
}

function sortedLetters(word: string): string {
  return Array.from(word).sort().join("");
}
