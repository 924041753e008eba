import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemCodes } from "../../functions/schemas/problem.ts";
import { synthesize } from "./synthesize.ts";
import { asText, type Resource, resourcesOf, theResource } from "./template-parts.ts";

const { template } = synthesize();
const resources = resourcesOf(template, "AWS::ApiGateway::Resource");

function pathOf(reference: { readonly Ref?: string }): string {
  const resource: Resource | undefined = resources[reference.Ref ?? ""];
  return resource ? `${pathOf(resource.Properties.ParentId)}/${resource.Properties.PathPart}` : "";
}

/** Every method as `METHOD path`, with who may pass and which function answers. */
const methods = Object.fromEntries(
  Object.values(resourcesOf(template, "AWS::ApiGateway::Method")).map(({ Properties }) => [
    `${Properties.HttpMethod} ${pathOf(Properties.ResourceId) || "/"}`,
    {
      authorization: Properties.AuthorizationType as string,
      function: /<SaysoFunctions(\w+?)[0-9A-F]{8}\.Arn>/.exec(asText(Properties.Integration.Uri))?.[1],
      type: Properties.Integration.Type as string,
    },
  ]),
);

describe("routes", () => {
  it("each go to the function that has the rights for them", () => {
    assert.deepEqual(Object.fromEntries(Object.entries(methods).map(([route, { function: name }]) => [route, name])), {
      "ANY /": "Pages",
      "ANY /{proxy+}": "Pages",
      "ANY /v1/openapi.json": "Pages",
      "ANY /v1/{proxy+}": "ReviewerApi",
      "POST /v1/approvals": "AgentApi",
      "ANY /v1/approvals": "QueryApi",
      "ANY /v1/approvals/{approvalRequestId}": "WaitApproval",
      "ANY /v1/approvals/{approvalRequestId}/cancel": "AgentApi",
      "ANY /v1/approvals/{approvalRequestId}/audit": "QueryApi",
      "ANY /v1/approvals/{approvalRequestId}/{proxy+}": "ReviewerApi",
      "ANY /v1/audit": "QueryApi",
      "ANY /v1/stats": "QueryApi",
      "ANY /v1/executions": "QueryApi",
      "PUT /v1/executions/{executionId}": "AgentApi",
      "ANY /v1/executions/{executionId}": "QueryApi",
      "ANY /v1/executions/{executionId}/{proxy+}": "AgentApi",
      "ANY /v1/review/{proxy+}": "ReviewLink",
      "ANY /api/v1/{proxy+}": "AgentApi",
      "ANY /api/v1/nodes/{node}": "AgentApi",
      "ANY /api/v1/nodes/{node}/{proxy+}": "AgentApi",
      "ANY /api/v1/nodes/{node}/heartbeat": "Pages",
      "ANY /api/v1/executions/{executionId}": "AgentApi",
      "ANY /api/v1/executions/{executionId}/{proxy+}": "AgentApi",
      "ANY /api/v1/executions/{executionId}/approval-response": "ReviewerApi",
      "ANY /api/v1/webhooks/{proxy+}": "ReviewerApi",
      "ANY /v1/slack/interactions": "SlackInteractions",
      "ANY /iam/{proxy+}": "AgentApi",
      "ANY /iam/v1/{proxy+}": "AgentApi",
      "ANY /iam/v1/approvals": "AgentApi",
      "ANY /iam/v1/approvals/{approvalRequestId}": "WaitApproval",
      "ANY /iam/v1/approvals/{approvalRequestId}/{proxy+}": "AgentApi",
      "ANY /iam-review/{proxy+}": "ReviewerApi",
    });
  });

  it("are signed below /iam and /iam-review, and left to the functions elsewhere", () => {
    for (const [route, { authorization }] of Object.entries(methods)) {
      assert.equal(authorization, / \/iam(-review)?\//.test(route) ? "AWS_IAM" : "NONE", route);
    }
    assert.equal(Object.values(methods).filter(({ authorization }) => authorization === "AWS_IAM").length, 6);
    assert.equal(Object.keys(resourcesOf(template, "AWS::ApiGateway::Authorizer")).length, 0);
  });

  it("hand the whole request to the function", () => {
    for (const { type } of Object.values(methods)) assert.equal(type, "AWS_PROXY");
  });

  it("may be invoked by this API and nobody else", () => {
    for (const { Properties } of Object.values(resourcesOf(template, "AWS::Lambda::Permission"))) {
      assert.match(Properties.Principal, /^(apigateway|events)\.amazonaws\.com$/);
      assert.match(asText(Properties.SourceArn), /SaysoApiRestApi|SaysoSweepScheduleRule|SaysoReconcileRule/);
    }
  });
});

describe("the API", () => {
  const [, api] = theResource(template, "AWS::ApiGateway::RestApi", "SaysoApiRestApi");
  const [, stage] = theResource(template, "AWS::ApiGateway::Stage", "SaysoApi");

  it("is regional and speaks TLS 1.2 at the least", () => {
    assert.deepEqual(api.Properties.EndpointConfiguration.Types, ["REGIONAL"]);
    // The functions send text as it is: the gateway compresses what is worth it.
    assert.equal(api.Properties.MinimumCompressionSize, 1024);
    assert.equal(api.Properties.SecurityPolicy, "SecurityPolicy_TLS13_1_2_PQ_2025_09");
    assert.equal(api.Properties.EndpointAccessMode, "STRICT");
  });

  it("is throttled, by default and as asked", () => {
    const limits = ({ Properties }: Resource): unknown[] => {
      const [all] = Properties.MethodSettings;
      return [all.ResourcePath, all.HttpMethod, all.ThrottlingRateLimit, all.ThrottlingBurstLimit];
    };
    assert.deepEqual(limits(stage), ["/*", "*", 100, 200]);
    const other = synthesize({ requestsPerSecond: 7, requestBurst: 9 }).template;
    assert.deepEqual(limits(theResource(other, "AWS::ApiGateway::Stage", "SaysoApi")[1]), ["/*", "*", 7, 9]);
  });

  it("logs no header, no body, no query string and no id", () => {
    const line: Record<string, string> = JSON.parse(stage.Properties.AccessLogSetting.Format);
    assert.equal(line.route, "$context.resourcePath");
    for (const variable of Object.values(line)) {
      assert.match(
        variable,
        /^\$context\.(requestId|requestTime|httpMethod|resourcePath|status|protocol|responseLength|responseLatency|integrationLatency|integrationStatus|error\.responseType|identity\.(userArn|sourceIp))$/,
      );
    }
    const [settings] = stage.Properties.MethodSettings;
    assert.equal(settings.LoggingLevel ?? "OFF", "OFF");
    assert.equal(settings.DataTraceEnabled ?? false, false);
  });

  it("answers for itself in Problem Details, with codes that the API has", () => {
    const responses = Object.values(resourcesOf(template, "AWS::ApiGateway::GatewayResponse"));
    assert.equal(responses.length, 9);
    for (const { Properties } of responses) {
      const body = JSON.parse(Properties.ResponseTemplates["application/json"]);
      assert.deepEqual(Object.keys(body), ["type", "title", "status", "code", "detail"]);
      assert.ok(problemCodes.includes(body.code), body.code);
      assert.equal(Properties.StatusCode, String(body.status));
      assert.equal(Properties.ResponseParameters["gatewayresponse.header.Content-Type"], "'application/problem+json'");
    }
    const throttled = responses.find(({ Properties }) => Properties.ResponseType === "THROTTLED");
    assert.equal(throttled?.Properties.ResponseParameters["gatewayresponse.header.Retry-After"], "'1'");
  });

  it("knows its own address without asking itself", () => {
    const [, review] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsReviewLink");
    assert.match(
      asText(review.Properties.Environment.Variables.PUBLIC_URL),
      /^https:\/\/<SaysoApiRestApi\w+>\.execute-api\.<AWS::Region>\.<AWS::URLSuffix>\/prod$/,
    );
  });

  it("goes by the address that it is given", () => {
    const other = synthesize({ publicUrl: "https://approvals.example.com/" }).template;
    for (const { Properties } of Object.values(resourcesOf(other, "AWS::Lambda::Function"))) {
      const { PUBLIC_URL } = Properties.Environment?.Variables ?? {};
      assert.ok(PUBLIC_URL === undefined || PUBLIC_URL === "https://approvals.example.com", PUBLIC_URL);
    }
    other.hasOutput("ApiUrl", { Value: "https://approvals.example.com" });
  });

  it("sets the account's log role unless told not to", () => {
    assert.equal(Object.keys(resourcesOf(template, "AWS::ApiGateway::Account")).length, 1);
    const other = synthesize({ accountLogRole: false }).template;
    assert.equal(Object.keys(resourcesOf(other, "AWS::ApiGateway::Account")).length, 0);
  });
});
