/** Where the admin token is kept while the tab is open. */
export const tokenKey = "sayso-token";

/** What the service answered: its status and its JSON. `status` 0 means that it could not be reached. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the wire's shapes are the service's to check
  readonly body: any;
}

/** Calls the service on behalf of the token's holder; the token travels in a header only, never in an address. */
export async function callService(
  path: string,
  token: string,
  post?: { readonly body: unknown; readonly key: string },
): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: post ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${token}`,
        ...(post && { "content-type": "application/json", "idempotency-key": post.key }),
      },
      ...(post && { body: JSON.stringify(post.body) }),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: { detail: "The service could not be reached; try again." } };
  }
}
