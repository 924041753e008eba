import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { guardedLookup, isPublicAddress, outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { addresses, refusedAddresses } from "./refused-addresses.ts";

/** Beside the blocks that are refused. */
const publicV4 = `
  1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0
  172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 8.8.8.8`;
const publicV6 = "2001:200::1 2001:4860:4860::8888 2003::1 2606:4700:4700::1111 2a00:1450:4001::1 3ffe::1";

describe("addresses that requests may go to", () => {
  for (const address of refusedAddresses)
    test(`${address} is not public`, () => assert.equal(isPublicAddress(address), false));
  for (const address of [...addresses(publicV4), ...addresses(publicV6)])
    test(`${address} is public`, () => assert.equal(isPublicAddress(address), true));
  test("what is no address is not public", () => {
    for (const text of ["", "localhost", "1.2.3", "01.2.3.4.5", "[::1]"]) assert.equal(isPublicAddress(text), false);
  });
});

describe("URLs that an agent may give", () => {
  const guard = outgoingGuard(["hooks.internal:8443"]);
  const cases: readonly (readonly [url: string, refusal: RegExp | undefined])[] = [
    ["https://agent.example.com/resume?id=1", undefined],
    ["https://agent.example.com:8443/", undefined],
    ["https://8.8.8.8/", undefined],
    ["http://agent.example.com/", /must be an https URL/],
    ["ftp://agent.example.com/", /must be an https URL/],
    ["file:///etc/passwd", /must be an https URL/],
    ["agent.example.com", /must be an absolute URL/],
    ["https://user@agent.example.com/", /must not hold a user name/],
    ["https://:secret@agent.example.com/", /must not hold a user name/],
    // Spellings of loopback and of the metadata service that URL turns into addresses.
    ["https://0x7f.1/", /public address/],
    ["https://2130706433/", /public address/],
    ["https://0177.0.0.1/", /public address/],
    ["https://127.1/", /public address/],
    ["https://169.254.169.254/latest/meta-data", /public address/],
    ["https://[::1]/", /public address/],
    ["https://[::ffff:127.0.0.1]/", /public address/],
    ["https://[::169.254.169.254]/", /public address/],
    ["https://[64:ff9b::169.254.169.254]/", /public address/],
    ["https://①②⑦.0.0.1:4000/", /public address/],
    // What the deployment lets pass by name, and nothing beside it.
    ["http://hooks.internal:8443/x", undefined],
    ["http://hooks.internal:8444/x", /must be an https URL/],
    ["ftp://hooks.internal:8443/x", /must be an http or https URL/],
  ];
  for (const [url, refusal] of cases)
    test(url, () => {
      const said = guard.refusal(url);
      if (refusal) assert.match(said ?? "", refusal);
      else assert.equal(said, undefined);
    });

  test("a host that is allowed may be reached at every port, also by http", () => {
    assert.equal(outgoingGuard(["127.0.0.1"]).refusal("http://127.0.0.1:4999/"), undefined);
    assert.equal(outgoingGuard().refusal("http://127.0.0.1:4999/"), "must be an https URL");
  });
});

test("a name that leads to this machine is refused when it is resolved, in one answer and in all", async () => {
  for (const all of [true, false]) {
    const error = await new Promise<Error | null>((resolve) => guardedLookup("localhost", { all }, resolve));
    assert.equal(error?.name, "ForbiddenAddress");
    assert.equal(error?.message, "localhost is not a public address");
  }
});
