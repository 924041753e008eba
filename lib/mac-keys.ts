import { aws_kms as kms, RemovalPolicy } from "aws-cdk-lib";
import { Construct } from "constructs";

export interface MacKeysProps {
  /** What the keys do, for the console. */
  readonly purpose: string;
  /** Name of the property that `generation` comes from, for the error. */
  readonly property: string;
  /** @default 1 */
  readonly generation?: number;
}

/**
 * HMAC keys: the current one, and the one before it, what was made with which must outlive the change. They never leave
 * KMS. What they made dies with them, so they are kept.
 */
export class MacKeys extends Construct {
  /** The current key first. */
  readonly all: readonly [kms.IKey, ...kms.IKey[]];

  constructor(scope: Construct, id: string, { purpose, property, generation = 1 }: MacKeysProps) {
    super(scope, id);
    if (!Number.isInteger(generation) || generation < 1)
      throw new Error(`${property} must be a whole number from 1 on, not ${generation}`);
    const key = (number: number) =>
      new kms.Key(this, `Generation${number}`, {
        description: `${purpose}, generation ${number}`,
        keySpec: kms.KeySpec.HMAC_256,
        keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
        removalPolicy: RemovalPolicy.RETAIN,
      });
    this.all = generation > 1 ? [key(generation), key(generation - 1)] : [key(generation)];
  }
}
