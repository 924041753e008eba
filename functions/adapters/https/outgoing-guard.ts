import { lookup as resolve } from "node:dns";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";
import type { OutgoingGuard } from "../../ports/effects.ts";

/** Thrown where a name leads to an address that outgoing requests must not reach. */
export class ForbiddenAddress extends Error {
  constructor(hostname: string) {
    super(`${hostname} is not a public address`);
    this.name = "ForbiddenAddress";
  }
}

/** Every special-purpose block of IPv4: IANA's registry, RFC 6890 and its successors; multicast; class E. */
const specialV4: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Special blocks inside the one that is routed at all, 2000::/3; everything outside it is refused. */
const specialV6: readonly (readonly [network: string, prefix: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const special = new BlockList();
for (const [network, prefix] of specialV4) special.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of specialV6) special.addSubnet(network, prefix, "ipv6");
const routedV6 = new BlockList();
routedV6.addSubnet("2000::", 3, "ipv6");

/** Whether an address, IPv4 or IPv6 in any spelling, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes("%")) return false;
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  if (family === "ipv6" && !routedV6.check(address, family)) return false;
  return !special.check(address, family);
}

/**
 * Resolves a name once, for the connection that asks, and refuses it when any of its addresses is not public: whoever
 * answers for the name cannot answer differently between the check and the connection.
 */
export const guardedLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) done(error, "", 0);
    else if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      done(new ForbiddenAddress(hostname), "", 0);
    else if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

/** Hosts, with their port where it is not the scheme's, that outgoing requests may reach although they are not public. */
export function outgoingGuard(allowedHosts: readonly string[] = []): OutgoingGuard {
  const allows = ({ host, hostname }: URL) => allowedHosts.includes(host) || allowedHosts.includes(hostname);
  return {
    allows: (url) => allows(new URL(url)),
    refusal: (text) => {
      if (!URL.canParse(text)) return "must be an absolute URL";
      const url = new URL(text);
      if (url.username !== "" || url.password !== "") return "must not hold a user name or a password";
      if (allows(url)) return /^https?:$/.test(url.protocol) ? undefined : "must be an http or https URL";
      if (url.protocol !== "https:") return "must be an https URL";
      const address = url.hostname.replace(/^\[|\]$/g, "");
      if (isIP(address) !== 0 && !isPublicAddress(address)) return "must lead to a public address";
      return undefined;
    },
  };
}
