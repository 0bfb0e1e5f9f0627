const path = require("node:path");
const tsNode = require("ts-node");

// Pulumi translates a policy pack with type checking on, which costs every preview several seconds, and reads no
// setting that says otherwise. `npm run types` has checked already: go on with the settings of the project itself.
process[tsNode.REGISTER_INSTANCE]?.enabled(false);
tsNode.register({ cwd: path.dirname(__dirname) });

require("./index.ts");
