import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { type DeployedStack, deployStack, gatewayUrl } from "./deploy-stack.ts";
import { readLogs } from "./logs.ts";
import { createOperator } from "./operator.ts";

const password = "Str0ng & l0ng enough!";
const verifier = "a".repeat(43);

/** Signs somebody in on the pool's own page, as this service's pages do: what they are sent back with. */
async function codeFor({ aws }: AwsWorld, { outputs }: DeployedStack, username: string): Promise<string> {
  const request = {
    client_id: outputs.UserPoolClientId ?? "",
    redirect_uri: `${outputs.ApiUrl}/`,
    response_type: "code",
    scope: "openid email profile",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  const authorize = await fetch(`${aws.endpoint}/oauth2/authorize?${new URLSearchParams(request)}`);
  assert.equal(authorize.status, 200, await authorize.text());
  const body = new URLSearchParams({ ...request, username, password });
  const signedIn = await fetch(`${aws.endpoint}/login`, { method: "POST", body, redirect: "manual" });
  const back = new URL(signedIn.headers.get("location") ?? assert.fail(await signedIn.text()));
  assert.equal(back.href.split("?")[0], request.redirect_uri);
  return back.searchParams.get("code") ?? "";
}

/** Whoever has a token by another way than through the service. */
async function tokenFor(world: AwsWorld, stack: DeployedStack, username: string): Promise<string> {
  const exchange = {
    grant_type: "authorization_code",
    client_id: stack.outputs.UserPoolClientId ?? "",
    redirect_uri: `${stack.outputs.ApiUrl}/`,
    code: await codeFor(world, stack, username),
    code_verifier: verifier,
  };
  const body = new URLSearchParams(exchange);
  const tokens = await fetch(`${world.aws.endpoint}/oauth2/token`, { method: "POST", body });
  return ((await tokens.json()) as { id_token: string }).id_token;
}

export const userPool: AwsScenario[] = [
  {
    title: "without an issuer of one's own the stack comes with a user pool, whose people are who their groups say",
    run: async (world) => {
      const { aws } = world;
      const stack = await deployStack(aws, "SaysoWithPool", {});
      const operator = createOperator(aws, stack);
      const UserPoolId = stack.outputs.UserPoolId ?? assert.fail("no user pool");
      const pool = new CognitoIdentityProviderClient(operator.config);
      for (const [Username, GroupName] of [["ann@example.com", "admin"], ["bob@example.com"]] as const) {
        const UserAttributes = [
          { Name: "email", Value: Username },
          { Name: "email_verified", Value: "true" },
        ];
        await pool.send(
          new AdminCreateUserCommand({
            UserPoolId,
            Username,
            UserAttributes,
            TemporaryPassword: password,
            MessageAction: "SUPPRESS",
          }),
        );
        const Password = password;
        await pool.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
        if (GroupName) await pool.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
      }
      // What the emulator has elsewhere: see "Amazon's addresses" among its gaps.
      await operator.setVariables("ReviewerApi", {
        OIDC_JWKS_URL: `${aws.endpoint}/${UserPoolId}/.well-known/jwks.json`,
        OIDC_TOKEN_ENDPOINT: `${aws.endpoint}/oauth2/token`,
      });
      const api = async (method: string, path: string, body?: object, token?: string) => {
        const response = await fetch(`${gatewayUrl(aws, stack)}${path}`, {
          method,
          headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body && { "content-type": "application/json" }),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        // biome-ignore lint/suspicious/noExplicitAny: the test looks into bodies of every shape
        const json = (await response.json()) as any;
        const [cookie] = response.headers.getSetCookie();
        return { status: response.status, json, ...(cookie !== undefined && { cookie }) };
      };
      const domain = stack.physicalId("AWS::Cognito::UserPoolDomain", "SaysoPeople");
      assert.deepEqual(await api("GET", "/v1/sign-in"), {
        status: 200,
        json: {
          authorizationEndpoint: `https://${domain}.auth.us-east-1.amazoncognito.com/oauth2/authorize`,
          clientId: stack.outputs.UserPoolClientId,
          redirectUri: `${stack.outputs.ApiUrl}/`,
          scope: "openid email profile",
        },
      });
      const codes: string[] = [];
      const exchange = async (username: string, codeVerifier = verifier) => {
        const code = await codeFor(world, stack, username);
        codes.push(code);
        return await api("POST", "/v1/session", { code, codeVerifier });
      };
      const session = await exchange("ann@example.com");
      assert.equal(session.status, 200, JSON.stringify(session.json));
      const [, token = ""] =
        /^__Host-sayso=([^;]+); Path=\/; .*HttpOnly; SameSite=Strict/.exec(session.cookie ?? "") ?? [];
      const made = await api("POST", "/v1/api-keys", {}, token);
      assert.equal(made.status, 201, JSON.stringify(made.json));
      const stolen = await exchange("ann@example.com", "b".repeat(43));
      assert.deepEqual([stolen.status, stolen.json.code], [401, "unauthenticated"]);
      const roleless = await exchange("bob@example.com");
      assert.deepEqual([roleless.status, roleless.json.code], [403, "forbidden"]);
      const refused = await api("POST", "/v1/api-keys", {}, await tokenFor(world, stack, "bob@example.com"));
      assert.deepEqual([refused.status, refused.json.code], [403, "forbidden"]);
      const lines = (await readLogs(world)).join("\n");
      for (const secret of [...codes, token]) assert.ok(!lines.includes(secret), "a code or a token is logged");
      const trail = JSON.stringify(await operator.items(operator.approvals));
      assert.match(trail, /ann@example\.com/);
      assert.doesNotMatch(trail, /bob@example\.com/);
    },
  },
];
