import { aws_kms as kms, RemovalPolicy } from "aws-cdk-lib";
import { Construct } from "constructs";

export interface LinkKeysProps {
  /** @default 1 */
  readonly linkKeyGeneration?: number;
}

/**
 * The keys that make review links: the current one, and the one before it, whose links must outlive the change. They
 * never leave KMS. Links die with their key, so keys are kept.
 */
export class LinkKeys extends Construct {
  /** The current key first. */
  readonly all: readonly kms.IKey[];
  readonly variables: { readonly LINK_KEY_ID: string; readonly PREVIOUS_LINK_KEY_ID?: string };

  constructor(scope: Construct, id: string, { linkKeyGeneration = 1 }: LinkKeysProps = {}) {
    super(scope, id);
    if (!Number.isInteger(linkKeyGeneration) || linkKeyGeneration < 1) {
      throw new Error(`linkKeyGeneration must be a whole number from 1 on, not ${linkKeyGeneration}`);
    }
    const current = this.key(linkKeyGeneration);
    const previous = linkKeyGeneration > 1 ? this.key(linkKeyGeneration - 1) : undefined;
    this.all = previous ? [current, previous] : [current];
    this.variables = { LINK_KEY_ID: current.keyId, ...(previous && { PREVIOUS_LINK_KEY_ID: previous.keyId }) };
  }

  private key(generation: number): kms.Key {
    return new kms.Key(this, `Generation${generation}`, {
      description: `Makes the tokens of review links, generation ${generation}`,
      keySpec: kms.KeySpec.HMAC_256,
      keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
