import semver from "semver";

import { git } from "../terminal/git";
import { ToolError } from "../terminal/tool";

const REMOTE = "upstream";

/** Where the tags of the remote are kept: not among the tags of the user's own repository. */
const TAGS = `refs/${REMOTE}-tags`;

export interface Release {
  readonly version: string;
  /** The Git reference of its tag. */
  readonly ref: string;
}

/** Fetches the releases of the project from the remote `upstream`, the newest first. */
export async function fetchReleases(directory: string): Promise<readonly Release[]> {
  const remotes = (await git(directory, ["remote"])).split("\n");
  if (!remotes.includes(REMOTE)) {
    throw new ToolError(
      `This repository has no Git remote \`${REMOTE}\`, from which releases are fetched. Add it:\n` +
        `  git remote add ${REMOTE} <URL of the Groundwork repository>`,
    );
  }
  await git(directory, ["fetch", "--no-tags", "--prune", REMOTE, `+refs/tags/*:${TAGS}/*`]);
  const refs = await git(directory, ["for-each-ref", "--format=%(refname)", TAGS]);
  return refs
    .split("\n")
    .flatMap((ref) => {
      const version = semver.valid(ref.slice(TAGS.length + 1));
      return version === null ? [] : [{ version, ref }];
    })
    .sort((a, b) => semver.rcompare(a.version, b.version));
}

/** The requested release, or the newest one that is no prerelease. */
export function selectRelease(releases: readonly Release[], requested: string | undefined): Release {
  const version = requested === undefined ? undefined : semver.valid(requested);
  const release = releases.find((candidate) =>
    requested === undefined ? semver.prerelease(candidate.version) === null : candidate.version === version,
  );
  if (release !== undefined) return release;
  const known = releases.map((candidate) => candidate.version).join(", ");
  const what = requested === undefined ? "no release" : `no release ${requested}`;
  throw new ToolError(`The remote \`${REMOTE}\` has ${what}. Its releases: ${known === "" ? "none" : known}.`);
}
