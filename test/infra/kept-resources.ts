/** A resource that holds what no deployment can bring back, or that people and agents know by its address. */
export interface KeptResource {
  readonly type: string;
  /** Logical id in the stack `Sayso`. */
  readonly id: string;
  /** Logical id of the construct `Approvals` in somebody's stack `Claims`. */
  readonly embeddedId: string;
  /** What is gone, or left behind, when an update makes another resource in its place. */
  readonly lost: string;
  /** Properties at whose change CloudFormation replaces the resource though its id stays. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

const primaryKey = [
  { AttributeName: "pk", KeyType: "HASH" },
  { AttributeName: "sk", KeyType: "RANGE" },
];
const macKey = { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" };

/** Only ever added to. A line may change only together with a way to bring what it names across. */
export const keptResources: readonly KeptResource[] = [
  {
    type: "AWS::DynamoDB::Table",
    id: "SaysoTablesApprovals9A77F392",
    embeddedId: "ApprovalsTablesApprovals2275B091",
    lost: "the service goes on with no approvals and no API keys; those it had stay behind in a table that it does not read",
    fixed: { TableName: undefined, KeySchema: primaryKey, LocalSecondaryIndexes: undefined },
  },
  {
    type: "AWS::DynamoDB::Table",
    id: "SaysoTablesAuditCF536F5B",
    embeddedId: "ApprovalsTablesAudit7822B6AE",
    lost: "the audit trail begins anew; every entry so far stays behind in a table that the service does not read",
    fixed: { TableName: undefined, KeySchema: primaryKey, LocalSecondaryIndexes: undefined },
  },
  {
    type: "AWS::KMS::Key",
    id: "SaysoLinkKeysGeneration1241334BF",
    embeddedId: "ApprovalsLinkKeysGeneration1A905612A",
    lost: "every review link that was sent is dead",
    fixed: macKey,
  },
  {
    type: "AWS::KMS::Key",
    id: "SaysoSigningKeysGeneration11F05ECC9",
    embeddedId: "ApprovalsSigningKeysGeneration19C2457E5",
    lost: "receivers of callbacks hold a public key that signs nothing any more",
    fixed: macKey,
  },
  {
    type: "AWS::Cognito::UserPool",
    id: "SaysoPeoplePoolUserPool2061C124",
    embeddedId: "ApprovalsPeoplePoolUserPool66247406",
    lost: "no reviewer can sign in; all must be invited again",
    fixed: { UsernameAttributes: ["email"], AliasAttributes: undefined },
  },
  {
    type: "AWS::Cognito::UserPoolClient",
    id: "SaysoPeoplePoolUserPoolDashboardCB031FD6",
    embeddedId: "ApprovalsPeoplePoolUserPoolDashboard37DA7605",
    lost: "everybody is signed out",
    fixed: { GenerateSecret: false },
  },
  {
    type: "AWS::Events::EventBus",
    id: "SaysoBusCFD07B62",
    embeddedId: "ApprovalsBusA20DDECB",
    lost: "users' rules stand on a bus to which nothing comes",
  },
  {
    type: "AWS::ApiGateway::RestApi",
    id: "SaysoApiRestApi9A023F9E",
    embeddedId: "ApprovalsApiRestApi3461DD76",
    lost: "the service has another address: agents, pages and every link that was sent lead nowhere",
  },
  {
    type: "AWS::StepFunctions::StateMachine",
    id: "SaysoWaitStateMachineD59C51C4",
    embeddedId: "ApprovalsWaitStateMachine5526A405",
    lost: "the wait of every pending approval is stopped, and only the sweep notices their expiry",
    fixed: { StateMachineType: "STANDARD", StateMachineName: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoResumeQueueEEF9F4E6",
    embeddedId: "ApprovalsResumeQueueD15B9F2A",
    lost: "decisions on their way to agents come minutes later, by the sweep",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoResumeDeadLettersDF6539B8",
    embeddedId: "ApprovalsResumeDeadLetters27AC676C",
    lost: "the work that was given up and not looked at",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoAuditStreamSetAside4A1459D8",
    embeddedId: "ApprovalsAuditStreamSetAside8561B99E",
    lost: "the positions of audit entries that were set aside",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoReconcileRuleSetAside4394DBB2",
    embeddedId: "ApprovalsReconcileRuleSetAsideAD852D6F",
    lost: "the broken waits that were set aside",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoSlackQueue854B268B",
    embeddedId: "ApprovalsSlackQueue21DA8B26",
    lost: "what people asked for in Slack and is not done yet",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoSlackDeadLetters865DE27D",
    embeddedId: "ApprovalsSlackDeadLetters8B00763F",
    lost: "what people asked for in Slack and could not be done",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoDeliveriesEventsQueue98800C0D",
    embeddedId: "ApprovalsDeliveriesEventsQueue1B42DA63",
    lost: "the events that no webhook has been told yet",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoDeliveriesEventsDeadLetters4CD0C58B",
    embeddedId: "ApprovalsDeliveriesEventsDeadLetters2CF65D81",
    lost: "the events that webhooks could not be told",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoDeliveriesAttemptsQueue39FBE5A8",
    embeddedId: "ApprovalsDeliveriesAttemptsQueueFE14239F",
    lost: "the attempts at deliveries that wait for their turn, until the sweep finds them",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::SQS::Queue",
    id: "SaysoDeliveriesAttemptsDeadLetters85353481",
    embeddedId: "ApprovalsDeliveriesAttemptsDeadLetters893A0282",
    lost: "the attempts at deliveries that failed here",
    fixed: { QueueName: undefined, FifoQueue: undefined },
  },
  {
    type: "AWS::Logs::LogGroup",
    id: "SaysoApiAccessLog748E9D41",
    embeddedId: "ApprovalsApiAccessLog7B28FD61",
    lost: "three months of the API's access log",
    fixed: { LogGroupName: undefined },
  },
  {
    type: "AWS::Logs::LogGroup",
    id: "SaysoWaitLog5C20CB01",
    embeddedId: "ApprovalsWaitLogE6A68F4B",
    lost: "three months of what the waits did",
  },
];
