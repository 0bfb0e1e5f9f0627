import { formatPath, type Path } from "./path";

/** A set of paths in a configuration; a file with many errors has thousands. */
export class PathSet {
  readonly #places = new Set<string>();
  /** All ancestors of the paths. */
  readonly #ancestors = new Set<string>();

  constructor(paths: Iterable<Path> = []) {
    for (const path of paths) this.add(path);
  }

  add(path: Path): void {
    this.#places.add(formatPath(path));
    for (let length = 0; length < path.length; length += 1) this.#ancestors.add(formatPath(path.slice(0, length)));
  }

  has(path: Path): boolean {
    return this.#places.has(formatPath(path));
  }

  /** Whether the path is in the set, or an ancestor or descendant of one that is. */
  touches(path: Path): boolean {
    if (this.#ancestors.has(formatPath(path))) return true;
    return [...path, ""].some((_, length) => this.has(path.slice(0, length)));
  }
}
