import { spawn } from "node:child_process";
import path from "node:path";

import { bind, runCommands } from "../terminal/execute";
import { upgradeCommand } from "./command";
import { runUpgrade } from "./run";

const PROJECT_DIR = path.resolve(__dirname, "../..");

/** PATH without the Node.js of this project's packages, which `npm ci` removes and installs again. */
const PATH = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .filter((folder) => !folder.startsWith(path.join(PROJECT_DIR, "node_modules")))
  .join(path.delimiter);

/** `npm run upgrade -- [<version>]` */
const upgrade = bind(upgradeCommand, ({ operands: [requested] }) =>
  runUpgrade(requested, {
    directory: PROJECT_DIR,
    npm: (args) =>
      new Promise((resolve, reject) => {
        spawn("npm", args, { cwd: PROJECT_DIR, env: { ...process.env, PATH }, stdio: "inherit" })
          .on("error", reject)
          .on("close", (exitCode) => {
            resolve(exitCode ?? 1);
          });
      }),
    write: (text) => {
      console.log(text);
    },
  }),
);

runCommands("upgrade", [upgrade]);
