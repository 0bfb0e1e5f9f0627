/**
 * Whether a pattern of a DNS Firewall domain list matches a domain, or every domain that another pattern matches: `*`
 * matches every domain, `*.example.com` the subdomains of example.com but not example.com.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html
 */
export function coversDomain(pattern: string, name: string): boolean {
  if (pattern === "*" || pattern === name) return true;
  return pattern.startsWith("*.") && name.endsWith(pattern.slice(1));
}
