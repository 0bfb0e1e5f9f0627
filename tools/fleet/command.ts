import { declareCommand } from "../terminal/declaration";

export const checkCommand = declareCommand({
  name: "fleet check",
  summary: "Checks stack files of a fleet, their inventories and their lock files.",
  needs: "nothing",
  stacks: "several",
  options: { json: { text: "Print the problems of each file as JSON." } },
  examples: ["examples/fleet/Pulumi.a.yaml examples/fleet/Pulumi.b.yaml"],
});

export const lockCommand = declareCommand({
  name: "fleet lock",
  summary:
    "Updates the lock file of an inventory. The command fails if a bucket would be deleted or moved to another shard and its row does not state this.",
  needs: "nothing",
  stacks: "none",
  operands: [{ name: "inventory.csv", text: "Path of the inventory." }],
  options: {},
  noJson: "It writes files: the exit code and Git show the result.",
  examples: ["examples/fleet/buckets.csv"],
});
