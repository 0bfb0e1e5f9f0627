/**
 * Whether a pattern of a DNS Firewall domain list covers a name, or every name that another pattern covers: `*` covers
 * everything, `*.example.com` everything below example.com and not example.com itself.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html
 */
export function coversDomain(pattern: string, name: string): boolean {
  if (pattern === "*" || pattern === name) return true;
  return pattern.startsWith("*.") && name.endsWith(pattern.slice(1));
}
