import {
  aws_apigateway as apigateway,
  aws_iam as iam,
  type aws_kms as kms,
  type aws_lambda as lambda,
  type aws_logs as logs,
  Names,
  Size,
  Stack,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type { FunctionName } from "../functions/schemas/environment.ts";
import { addProblemResponses } from "./problem-responses.ts";
import { routes } from "./routes.ts";
import { ServiceLog } from "./service-log.ts";

export interface ApprovalApiProps {
  /** @default - the gateway's own address */
  readonly publicUrl?: string;
  /** Requests a second, over all callers. @default 100 */
  readonly requestsPerSecond?: number;
  /** @default 200 */
  readonly requestBurst?: number;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /** @default - a key of CloudWatch's own */
  readonly logEncryptionKey?: kms.IKey;
  /** @default true */
  readonly accountLogRole?: boolean;
  /** @default false */
  readonly tracing?: boolean;
}

const stageName = "prod";

/** The REST API. It knows its address before it knows its functions, so that they can be told. */
export class ApprovalApi extends Construct {
  readonly restApi: apigateway.RestApi;
  /** Where people and agents reach the service, without a slash at the end. */
  readonly url: string;
  /** The gateway's own address, whatever stands before it. */
  readonly ownUrl: string;

  constructor(scope: Construct, id: string, props: ApprovalApiProps = {}) {
    super(scope, id);
    const accessLog = new ServiceLog(this, "AccessLog", props);
    this.restApi = new apigateway.RestApi(this, "RestApi", {
      // Its metrics go by this name: two deployments in one region must not share it.
      restApiName: Names.uniqueResourceName(this, { maxLength: 64 }),
      description: "Human approvals for autonomous agents",
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
      // The pages and long lists; nothing secret stands in one answer with what a stranger chose.
      minCompressionSize: Size.kibibytes(1),
      cloudWatchRole: props.accountLogRole ?? true,
      deployOptions: {
        stageName,
        throttlingRateLimit: props.requestsPerSecond ?? 100,
        throttlingBurstLimit: props.requestBurst ?? 200,
        metricsEnabled: true,
        tracingEnabled: props.tracing ?? false,
        accessLogDestination: new apigateway.LogGroupLogDestination(accessLog),
        accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    });
    this.restApi.node.tryRemoveChild("Endpoint");
    this.requireModernTls();
    addProblemResponses(this.restApi);
    this.acknowledge(props.tracing ?? false);
    const { region, urlSuffix } = Stack.of(this);
    this.ownUrl = `https://${this.restApi.restApiId}.execute-api.${region}.${urlSuffix}/${stageName}`;
    this.url = props.publicUrl?.replace(/\/+$/, "") ?? this.ownUrl;
  }

  /** Sends each route to its function. */
  serve(functionFor: (name: FunctionName) => lambda.IFunction): void {
    for (const { method, path, function: name, admits } of routes) {
      this.restApi.root
        .resourceForPath(path)
        .addMethod(method, new apigateway.LambdaIntegration(functionFor(name), { scopePermissionToMethod: false }), {
          authorizationType: admits === "roles" ? apigateway.AuthorizationType.IAM : apigateway.AuthorizationType.NONE,
        });
    }
  }

  /**
   * Lets a principal sign requests to everything below a path.
   *
   * @throws Error for a principal whose policy cannot be extended from here, as a bare ARN
   */
  grantInvoke(grantee: iam.IGrantable, path: string): iam.Grant {
    const grant = iam.Grant.addToPrincipal({
      grantee,
      actions: ["execute-api:Invoke"],
      resourceArns: [this.restApi.arnForExecuteApi("*", `${path}/*`, stageName)],
    });
    if (!grant.success)
      throw new Error(`${grantee.grantPrincipal} takes no policy from here: grant to a role or a user`);
    return grant;
  }

  private requireModernTls(): void {
    const resource = this.restApi.node.defaultChild as apigateway.CfnRestApi;
    resource.securityPolicy = apigateway.SecurityPolicy.TLS13_1_2_PQ_2025_09;
    resource.endpointAccessMode = apigateway.EndpointAccessMode.STRICT;
  }

  private acknowledge(tracing: boolean): void {
    const firewall =
      "A web ACL is the user's choice and price; the stage's ARN is public so that one can be associated.";
    const noExecutionLog =
      "Execution logs can hold headers, and with them API keys and link tokens. The access log and metrics are on.";
    Validations.of(this.restApi).acknowledge(
      {
        id: "AwsSolutions-APIG2",
        reason:
          "Each function parses its request with the schemas that also make the OpenAPI document, and answers 400 itself.",
      },
      { id: "AwsSolutions-APIG3", reason: firewall },
      { id: "NIST.800.53.R5-APIGWAssociatedWithWAF", reason: firewall },
      {
        id: "AwsSolutions-APIG4",
        reason:
          "Roles are authorized by the gateway. API keys, sign-in tokens and review links are verified in the functions, by the code that also runs outside AWS.",
      },
      {
        id: "AwsSolutions-COG4",
        reason: "Sign-in tokens of any OpenID Connect issuer are verified in the functions, Cognito's among them.",
      },
      { id: "AwsSolutions-APIG6", reason: noExecutionLog },
      { id: "NIST.800.53.R5-APIGWExecutionLoggingEnabled", reason: noExecutionLog },
      {
        id: "NIST.800.53.R5-APIGWCacheEnabledAndEncrypted",
        reason: "No answer may be cached: each shows whether an approval is decided now, to whom may know it.",
      },
      {
        id: "NIST.800.53.R5-APIGWSSLEnabled",
        reason: "A client certificate proves the gateway to an HTTP backend; here it calls Lambda, signed as itself.",
      },
      {
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]`,
        reason: "The policy that AWS prescribes for the account's one role with which API Gateway writes logs.",
      },
    );
    if (!tracing)
      Validations.of(this.restApi).acknowledge({
        id: "Serverless-APIGWXrayEnabled",
        reason: "Tracing costs per request; the property `tracing` turns it on.",
      });
  }
}

/** One line of the access log: the route rather than the path, no header and no query string. */
const accessLogLine = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  caller: "$context.identity.userArn",
  sourceIp: "$context.identity.sourceIp",
  protocol: "$context.protocol",
  responseLength: "$context.responseLength",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integrationStatus",
  gatewayError: "$context.error.responseType",
};
