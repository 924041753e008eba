import { type aws_iam as iam, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

type Duty = "request" | "decide";

/** Keeps apart who may ask and who may decide: no principal is ever granted both. */
export class SeparatedDuties {
  readonly #holders = new Map<string, Duty>();
  readonly #scope: IConstruct;

  constructor(scope: IConstruct) {
    this.#scope = scope;
  }

  /** @throws Error when the principal has the other duty, or cannot be told apart from one that has */
  assign(duty: Duty, { grantPrincipal }: iam.IGrantable): void {
    for (const identity of this.identities(grantPrincipal)) {
      const held = this.#holders.get(identity) ?? duty;
      if (held !== duty) {
        throw new Error(
          `${this.#scope.node.path}: a principal that may ${held} must not ${duty}: whoever asks for approval never decides on it`,
        );
      }
      this.#holders.set(identity, duty);
    }
  }

  private identities({ policyFragment }: iam.IPrincipal): readonly string[] {
    const stack = Stack.of(this.#scope);
    return Object.values(policyFragment.principalJson)
      .flat()
      .map((principal) => JSON.stringify(stack.resolve(principal)));
  }
}
