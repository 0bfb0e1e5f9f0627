import { commentCommand } from "./comment/command";
import {
  addonsCommand,
  mvCommand,
  newCommand,
  rmCommand,
  schemaCommand,
  setCommand,
  showCommand,
  tagsCommand,
  validateCommand,
} from "./config/command";
import { bootstrapCommand } from "./bootstrap/command";
import { destroyCommand } from "./destroy/command";
import { doctorCommand } from "./doctor/command";
import { checkCommand, lockCommand } from "./fleet/command";
import { branchProtectionCommand, environmentsCommand, noticeCommand } from "./github/command";
import { goldenCommand } from "./golden/command";
import { leftoversCommand } from "./leftovers/command";
import { previewCommand } from "./preview/command";
import { rehearseCommand } from "./rehearse/command";
import { reportCommand } from "./report/command";
import { smokeCommand } from "./smoke/command";
import { stacksCommand } from "./stacks/command";
import type { Declaration } from "./terminal/declaration";
import { upCommand } from "./up/command";
import { upgradeCommand } from "./upgrade/command";

/** The commands for stacks, in the order of docs/reference/commands.md. Those of one script follow each other. */
export const COMMANDS: readonly Declaration[] = [
  newCommand,
  validateCommand,
  showCommand,
  tagsCommand,
  setCommand,
  rmCommand,
  mvCommand,
  schemaCommand,
  addonsCommand,
  rehearseCommand,
  reportCommand,
  bootstrapCommand,
  doctorCommand,
  previewCommand,
  upCommand,
  smokeCommand,
  destroyCommand,
  leftoversCommand,
  upgradeCommand,
  stacksCommand,
  commentCommand,
  goldenCommand,
  checkCommand,
  lockCommand,
  environmentsCommand,
  noticeCommand,
  branchProtectionCommand,
];
