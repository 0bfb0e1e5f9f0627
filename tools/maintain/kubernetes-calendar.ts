import { z } from "zod";

import type { SupportCalendar } from "../../domain/cluster/kubernetes-versions";
import type { RunCommand } from "../terminal/command";
import { askAws } from "../terminal/aws";

/** https://docs.aws.amazon.com/cli/latest/reference/eks/describe-cluster-versions.html */
const clusterVersions = z.object({
  clusterVersions: z.array(
    z.object({
      clusterVersion: z.string(),
      endOfStandardSupportDate: z.string(),
      endOfExtendedSupportDate: z.string(),
    }),
  ),
});

export interface RenewedCalendar {
  readonly calendar: SupportCalendar;
  /** Changes of dates, and versions that AWS added, one line each. */
  readonly lines: readonly string[];
}

/**
 * The calendar with the dates of the EKS API. It gets no new version: whether the project supports one also depends on
 * add-ons, quotas and tests. Unchanged dates leave the calendar as it is, so that no proposal changes its day alone.
 */
export async function renewCalendar(before: SupportCalendar, today: Date, run: RunCommand): Promise<RenewedCalendar> {
  const answer = await askAws(["eks", "describe-cluster-versions", "--include-all"], clusterVersions, run);
  const offered = new Map(
    answer.clusterVersions.map(({ clusterVersion, endOfStandardSupportDate, endOfExtendedSupportDate }) => [
      clusterVersion,
      { standardUntil: dayOf(endOfStandardSupportDate), extendedUntil: dayOf(endOfExtendedSupportDate) },
    ]),
  );
  const changed = Object.entries(before.versions).flatMap(([version, known]) => {
    const now = offered.get(version);
    const isSame = now?.standardUntil === known.standardUntil && now.extendedUntil === known.extendedUntil;
    return now === undefined || isSame ? [] : [{ version, known, now }];
  });
  const added = [...offered.keys()].filter((version) => before.versions[version] === undefined);
  const versions = { ...before.versions, ...Object.fromEntries(changed.map(({ version, now }) => [version, now])) };
  return {
    calendar: changed.length === 0 ? before : { ...before, asOf: dayOf(today.toISOString()), versions },
    lines: [
      ...changed.map(
        ({ version, known, now }) =>
          `~ ${version}: standard support until ${now.standardUntil} (was ${known.standardUntil}), extended support until ${now.extendedUntil} (was ${known.extendedUntil})`,
      ),
      ...added.map(
        (version) => `! ${version} is not in the calendar. A person adds a version: CONTRIBUTING.md, Upgrades.`,
      ),
    ],
  };
}

/** The day in UTC; the AWS CLI prints times in the zone of the machine. */
function dayOf(time: string): string {
  return new Date(time).toISOString().slice(0, 10);
}
