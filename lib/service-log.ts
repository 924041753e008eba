import { aws_iam as iam, type aws_kms as kms, aws_logs as logs, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";

export interface ServiceLogProps {
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /** @default - a key of CloudWatch's own */
  readonly logEncryptionKey?: kms.IKey;
  /** @default - made from the construct's path */
  readonly logGroupName?: string;
}

/** A log of one part of the service: kept for a while, then forgotten, and removed with the stack. */
export class ServiceLog extends logs.LogGroup {
  constructor(scope: Construct, id: string, { logRetention, logEncryptionKey, logGroupName }: ServiceLogProps) {
    if (logEncryptionKey) admitLogs(logEncryptionKey, scope);
    super(scope, id, {
      retention: logRetention ?? logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(logEncryptionKey && { encryptionKey: logEncryptionKey }),
      ...(logGroupName && { logGroupName }),
    });
    Validations.of(this).acknowledge({
      id: "NIST.800.53.R5-CloudWatchLogGroupEncrypted",
      reason:
        "CloudWatch encrypts every log with a key of its own; a key of the user's costs $1 a month and is the property `logEncryptionKey`.",
    });
  }
}

/** CloudWatch uses the key itself, when it writes and when somebody reads. The same statement again changes nothing. */
function admitLogs(key: kms.IKey, scope: Construct): void {
  const { region, urlSuffix } = Stack.of(scope);
  const logsService = new iam.ServicePrincipal(`logs.${region}.${urlSuffix}`);
  key.grant(logsService, "kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*");
}
