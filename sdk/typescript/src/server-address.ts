import { SaysoError } from "./sayso-error.ts";

const localServer = "http://127.0.0.1:4000";

/** The server's base URL without its trailing slash: the one given, else the environment's, else the local server. */
export function serverAddress(given: string | undefined): string {
  // An empty variable is one that was not set: shells and container files pass those on.
  const address =
    [given, process.env.SAYSO_SERVER_URL].find((value) => value !== undefined && value !== "") ?? localServer;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // The address itself stays out of the message: a password may be what is wrong with it.
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw unusable("not an http or https URL");
  if (url.username !== "" || url.password !== "") throw unusable("it holds a user name or password; use apiKey");
  if (url.search !== "" || url.hash !== "") throw unusable("it holds a query or a fragment");
  return url.href.replace(/\/+$/, "");
}

function unusable(why: string): SaysoError {
  return new SaysoError("invalid_request", `The server's URL cannot be used: ${why} (serverUrl or SAYSO_SERVER_URL)`);
}
