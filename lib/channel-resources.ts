import { type Stack, Token } from "aws-cdk-lib";

export interface ChannelResourcesProps {
  /** Name of the parameter with the channels' secrets. @default - none */
  readonly channelSecrets?: string;
  /** Whom e-mail comes from. @default - nobody */
  readonly emailFrom?: string;
}

/** What the function that tells reviewers must reach. @throws Error for what is no address */
export function channelResources(stack: Stack, { channelSecrets, emailFrom }: ChannelResourcesProps) {
  const parameter = (name: string) =>
    stack.formatArn({ service: "ssm", resource: "parameter", resourceName: name.replace(/^\//, "") });
  const identity = (resourceName: string) => stack.formatArn({ service: "ses", resource: "identity", resourceName });
  return {
    ...(channelSecrets !== undefined && { channelSecretsArn: parameter(channelSecrets) }),
    emailIdentityArns: emailFrom === undefined ? [] : identitiesOf(emailFrom).map(identity),
  };
}

/** The address itself, its domain and those above it: SES takes whichever is verified. */
function identitiesOf(emailFrom: string): readonly string[] {
  const address = /^[^<>]*<([^<>]+)>$/.exec(emailFrom)?.[1] ?? emailFrom;
  const [, domain] = /^[^@\s]+@([^@\s]+\.[^@\s.]+)$/.exec(address) ?? [];
  if (domain === undefined || Token.isUnresolved(emailFrom))
    throw new Error(`emailFrom must be an address, such as approvals@example.com, not "${emailFrom}"`);
  const labels = domain.split(".");
  return [address, ...labels.slice(0, -1).map((_, index) => labels.slice(index).join("."))];
}
