import { Construct } from "constructs";
import type { OidcIssuer } from "./oidc-issuer.ts";
import { ReviewerPool } from "./reviewer-pool.ts";

export interface PeopleProps {
  /** Where the dashboard is served. */
  readonly publicUrl: string;
  /** @default - a user pool is created */
  readonly oidc?: OidcIssuer;
}

/** Who signs the people in: the issuer that the user brings, or a user pool of our own. */
export class People extends Construct {
  readonly issuer: OidcIssuer;
  /** Undefined where people sign in elsewhere. */
  readonly pool: ReviewerPool | undefined;

  constructor(scope: Construct, id: string, { publicUrl, oidc }: PeopleProps) {
    super(scope, id);
    if (oidc) {
      this.issuer = oidc;
      return;
    }
    this.pool = new ReviewerPool(this, "Pool", { publicUrl });
    this.issuer = this.pool.issuer;
  }
}
