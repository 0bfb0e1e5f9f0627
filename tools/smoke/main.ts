import { appendFileSync } from "node:fs";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { engineEnvironment, findEngine } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { selection } from "../terminal/target";
import { smokeCommand } from "./command";
import { runSmoke } from "./run";

const REQUEST_TIMEOUT_MS = 10_000;

/** `npm run smoke -- <stack>` */
const smoke = bind(smokeCommand, async ({ stacks: [target], options: { json: isJson = false } }) => {
  const engine = await findEngine();
  return withKubectl(runCommand, (kubectlFor) =>
    runSmoke(target.stack, selection(target), isJson, {
      pulumi: (args) => runCommand(engine.command, args, { env: engineEnvironment(engine) }),
      kubectlFor,
      statusOf: (address, host) =>
        new Promise((resolve, reject) => {
          const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
          const request = get({ host: address, headers: { host }, signal }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          });
          request.on("error", reject);
        }),
      wait: (milliseconds) => sleep(milliseconds),
      write: (text) => {
        console.log(text);
      },
      summarize: (markdown) => {
        const file = process.env["GITHUB_STEP_SUMMARY"] ?? "";
        if (file !== "") appendFileSync(file, markdown);
      },
    }),
  );
});

runCommands("smoke", [smoke]);
