import { declareCommand } from "../terminal/declaration";

export const rehearseCommand = declareCommand({
  name: "rehearse",
  summary:
    "Runs preview, up, preview, refresh and destroy for each stack file, on the real Pulumi engine against a simulated cloud. The command needs no AWS account and no credentials, and creates nothing at AWS. For a stack of an application that reads the outputs of the platform, it first creates the stack of the platform.",
  needs: "Pulumi CLI or Go",
  stacks: "several",
  options: {
    kubernetes: {
      value: "server",
      choices: ["simulated", "real"],
      text: "real: send Kubernetes objects to a real kube-apiserver of the stack's Kubernetes version, which runs for the duration of the rehearsal. The first run builds kube-apiserver from Go modules, which takes about six minutes on two cores. Default: simulated.",
    },
    since: {
      value: "revision",
      text: "Rehearse the change since a Git revision instead: create each stack with the program and the stack file of that revision, and preview its update to those of the work tree. merge-base: the last commit that the work tree and the default branch have in common.",
    },
    apply: {
      text: "With --since: after the preview, also update the stack in the simulated cloud.",
    },
  },
  noJson: "A rehearsal passes or fails; `npm run report -- <stack>` writes the changes as JSON.",
  examples: [
    "dev",
    "dev --since main",
    "dev examples/Pulumi.private.yaml --kubernetes real",
    "examples/app/Pulumi.dev.yaml",
  ],
  exitCodes: {
    1: "A phase of a rehearsal failed, a change is refused, or a stack file has errors.",
    7: "With --since: resources change.",
  },
});
