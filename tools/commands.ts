import { commentCommand } from "./comment/command";
import {
  addonsCommand,
  convertCommand,
  diffCommand,
  getCommand,
  listCommand,
  mvCommand,
  newCommand,
  pricesCommand,
  rmCommand,
  schemaCommand,
  setCommand,
  showCommand,
  tagsCommand,
  validateCommand,
} from "./config/command";
import { bootstrapCommand } from "./bootstrap/command";
import { destroyCommand } from "./destroy/command";
import { diagramCommand } from "./diagram/command";
import { doctorCommand } from "./doctor/command";
import { driftCommand } from "./drift/command";
import { checkCommand, lockCommand } from "./fleet/command";
import {
  branchProtectionCommand,
  driftIssuesCommand,
  environmentsCommand,
  noticeCommand,
  wasteIssuesCommand,
} from "./github/command";
import { goldenCommand } from "./golden/command";
import { maintainCommand } from "./maintain/command";
import { controlsCommand } from "./controls/command";
import { costCommand } from "./cost/command";
import { inventoryCommand } from "./inventory/command";
import { leftoversCommand } from "./leftovers/command";
import { previewCommand } from "./preview/command";
import { recoverCommand } from "./recover/command";
import { reapCommand } from "./reap/command";
import { rehearseCommand } from "./rehearse/command";
import { reportCommand } from "./report/command";
import { smokeCommand } from "./smoke/command";
import { stacksCommand } from "./stacks/command";
import { switchCommand } from "./switch/command";
import { packagesCommand, pricesTableCommand } from "./tables/command";
import type { Declaration } from "./terminal/declaration";
import { unlockCommand } from "./unlock/command";
import { upCommand } from "./up/command";
import { upgradeCommand } from "./upgrade/command";
import { wasteCommand } from "./waste/command";

/** The commands for stacks, in the order of docs/reference/commands.md. Those of one script follow each other. */
export const COMMANDS: readonly Declaration[] = [
  newCommand,
  validateCommand,
  listCommand,
  showCommand,
  getCommand,
  convertCommand,
  diffCommand,
  tagsCommand,
  setCommand,
  rmCommand,
  mvCommand,
  schemaCommand,
  addonsCommand,
  pricesCommand,
  costCommand,
  rehearseCommand,
  reportCommand,
  bootstrapCommand,
  doctorCommand,
  previewCommand,
  upCommand,
  inventoryCommand,
  diagramCommand,
  controlsCommand,
  smokeCommand,
  switchCommand,
  driftCommand,
  destroyCommand,
  unlockCommand,
  recoverCommand,
  leftoversCommand,
  wasteCommand,
  reapCommand,
  upgradeCommand,
  stacksCommand,
  commentCommand,
  goldenCommand,
  checkCommand,
  lockCommand,
  environmentsCommand,
  noticeCommand,
  driftIssuesCommand,
  wasteIssuesCommand,
  branchProtectionCommand,
  maintainCommand,
  packagesCommand,
  pricesTableCommand,
];
