import { appendFile } from "node:fs/promises";
import path from "node:path";

import { engineEnvironment, findEngine } from "../engine";
import { PROJECT_DIR } from "../rehearse/load";
import { ask } from "../terminal/ask";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { withProgress } from "../terminal/progress";
import { thisPlace } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import { wasteCommand } from "./command";
import { type Context, runWaste } from "./run";
