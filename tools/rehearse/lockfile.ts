import { isDeepStrictEqual } from "node:util";

/** Whether `npm ci` installs the same with two lockfiles, which may have different versions of the project itself. */
export function installsSame(lockfile: string, other: string): boolean {
  return isDeepStrictEqual(packagesOf(lockfile), packagesOf(other));
}

function packagesOf(lockfile: string): unknown {
  const { packages = {} } = JSON.parse(lockfile) as { readonly packages?: Readonly<Record<string, object>> };
  return { ...packages, "": { ...packages[""], version: undefined } };
}
