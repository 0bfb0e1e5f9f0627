import { awsCodes } from "../aws/codes";
import { accountCodes } from "../account/codes";
import { tagsCodes } from "../tags/codes";
import { networkCodes } from "../network/codes";
import { storageCodes } from "../storage/codes";
import { backupCodes } from "../backup/codes";
import { clusterCodes } from "../cluster/codes";
import { governanceCodes } from "../governance/codes";
import { stackCodes } from "../stack/codes";
import { usageCodes } from "../usage/codes";
import { fleetCodes } from "../fleet/codes";
import { transitionsCodes } from "../transitions/codes";
import { schemaCodes } from "../schema/codes";

/** Every kind of finding. A code is never renamed: people search for it, and tests assert it. */
export const CODES = {
  ...awsCodes,
  ...accountCodes,
  ...tagsCodes,
  ...networkCodes,
  ...storageCodes,
  ...backupCodes,
  ...clusterCodes,
  ...governanceCodes,
  ...stackCodes,
  ...usageCodes,
  ...fleetCodes,
  ...transitionsCodes,
  ...schemaCodes,
} as const;

export type FindingCode = keyof typeof CODES;
