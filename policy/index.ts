import { readPolicyFiles } from "./files";
import { startPack } from "./pack";

export = readPolicyFiles().then((files) => {
  startPack({ ...files, today: new Date() });
});
