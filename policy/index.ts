import { readPolicyFiles } from "./files";
import { startPack } from "./pack";

startPack({ ...readPolicyFiles(), today: new Date() });
