/** Accounts of AWS's documentation, which nobody has: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const DOCUMENTATION_ACCOUNTS: readonly string[] = [
  "111122223333",
  "123456789012",
  "444455556666",
  "777788889999",
];
