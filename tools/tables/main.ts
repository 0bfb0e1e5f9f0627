import { runTool } from "../terminal/tool";
import { renewTables } from "./renew";
import { SOURCES } from "./sources";

/** `npm run tables` */
runTool(async () => {
  await renewTables(SOURCES);
  return 0;
});
