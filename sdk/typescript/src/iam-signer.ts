import { SaysoError } from "./sayso-error.ts";

/** Credentials of an AWS role or user. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** How calls are signed for a server on AWS. */
export interface IamAuth {
  /** The API's region. Default: the one in its address, then the environment's `AWS_REGION`. */
  readonly region?: string | undefined;
  /** Asked before each call. Default: the environment's `AWS_ACCESS_KEY_ID` and so on, which Lambda sets. */
  readonly credentials?: (() => Promise<AwsCredentials>) | undefined;
  /** As whom the role reads: an agent its own requests, a reviewer all. It decides as a reviewer anyhow. Default: an agent. */
  readonly as?: "agent" | "reviewer" | undefined;
}

/** A call that is to be signed. */
export interface UnsignedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Where a server on AWS takes signed calls. */
const pathForRoles = { agent: "/iam", reviewer: "/iam-review" };

/** Signs calls with AWS Signature Version 4, as API Gateway verifies it. */
export class IamSigner {
  readonly #auth: IamAuth;
  /** Keys derived from the secret, one a day. */
  readonly #derivedKeys = new Map<string, ArrayBuffer>();

  constructor(auth: IamAuth) {
    this.#auth = auth;
  }

  /** What stands before the path of a signed call. */
  prefix(as: "agent" | "reviewer" | undefined): string {
    return pathForRoles[as ?? this.#auth.as ?? "agent"];
  }

  /** The call's headers with its signature, good for five minutes. @throws {SaysoError} `unauthenticated` */
  async sign({ method, url, headers, body }: UnsignedCall): Promise<Record<string, string>> {
    const { AwsV4Signer } = await aws4fetch();
    const signer = new AwsV4Signer({
      ...(await (this.#auth.credentials ?? environmentCredentials)()),
      ...{ method, url, headers, body: body ?? null },
      service: "execute-api",
      region: this.#auth.region ?? regionOf(url),
      cache: this.#derivedKeys,
    });
    return Object.fromEntries((await signer.sign()).headers);
  }
}

/** Whether to sign, and how; a key that is handed in goes before the environment's `SAYSO_AUTH`. */
export function iamAuth(given: {
  readonly auth?: "iam" | "iam-review" | IamAuth | undefined;
  readonly apiKey?: string | undefined;
}): IamAuth | undefined {
  const auth = given.auth ?? (given.apiKey === undefined ? process.env.SAYSO_AUTH || undefined : undefined);
  if (auth === undefined || typeof auth === "object") return auth;
  if (auth === "iam") return {};
  if (auth === "iam-review") return { as: "reviewer" };
  throw new SaysoError("invalid_request", `auth (or SAYSO_AUTH) can be "iam" or "iam-review" and nothing else`);
}

function regionOf(url: string): string {
  const { hostname } = new URL(url);
  const region =
    /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(hostname)?.[1] ||
    process.env.AWS_REGION ||
    process.env.AWS_DEFAULT_REGION;
  if (region) return region;
  throw new SaysoError("unauthenticated", 'auth "iam" does not know the region: set AWS_REGION, or auth.region');
}

async function environmentCredentials(): Promise<AwsCredentials> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    const message = 'auth "iam" finds no AWS credentials in the environment: set them, or auth.credentials';
    throw new SaysoError("unauthenticated", message);
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN || undefined,
  };
}

/** Loaded at the first call: whoever has an API key need not install it. */
async function aws4fetch() {
  try {
    return await import("aws4fetch");
  } catch (cause) {
    throw new SaysoError("unauthenticated", 'auth "iam" needs a signer: install "aws4fetch" (version 1)', { cause });
  }
}
