import { allRules, readWaivers } from "./files";
import { startPack } from "./pack";

const rules = allRules();
startPack({ rules, waivers: readWaivers(rules.map(({ name }) => name)), today: new Date() });
