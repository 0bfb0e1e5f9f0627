import { accountRootArn, bucketArn, managedPolicyArn } from "../../../domain/arns";

it.each([
  [managedPolicyArn("AmazonEKSClusterPolicy"), "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"],
  [accountRootArn("111122223333"), "arn:aws:iam::111122223333:root"],
  [bucketArn("shop-dev-logs"), "arn:aws:s3:::shop-dev-logs"],
])("writes %s as AWS does", (arn, expected) => {
  expect(arn).toBe(expected);
});
