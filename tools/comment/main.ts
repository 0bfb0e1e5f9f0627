import path from "node:path";

import { bind, runCommands } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { commentCommand } from "./command";
import { postComment, readReports } from "./post";
import { commentsOf } from "./site";

/** `npm run comment -- <folder>` */
const comment = bind(commentCommand, async ({ operands: [folder = ""] }) => {
  const reports = readReports(path.resolve(thisPlace().cwd, folder));
  const outcome = await postComment(reports, commentsOf(process.env));
  console.log(`The comment with the preview report was ${outcome}.`);
  return 0;
});

runCommands("comment", [comment]);
