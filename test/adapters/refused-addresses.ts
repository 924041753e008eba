/** The first and last address of each block that is not public. */
const refusedV4 = `
  0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.255
  169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.170 192.0.2.1 192.31.196.1
  192.52.193.1 192.88.99.1 192.168.0.0 192.168.255.255 192.175.48.1 198.18.0.0 198.19.255.255 198.51.100.1 203.0.113.1
  224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255`;
const refusedV6 = `
  :: ::1 ::7f00:1 ::a9fe:a9fe ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:169.254.169.254 ::ffff:8.8.8.8 64:ff9b::7f00:1
  64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:1ff:ffff::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2620:4f:8000::1
  3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1
  0:0:0:0:0:ffff:a9fe:a9fe 0000:0000:0000:0000:0000:0000:0000:0001`;

export const addresses = (list: string) => list.trim().split(/\s+/);

/** Addresses to which nothing may go out. */
export const refusedAddresses: readonly string[] = [...addresses(refusedV4), ...addresses(refusedV6)];
