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
import { createOperator } from "./operator.ts";

const password = "Str0ng & l0ng enough!";
const verifier = "a".repeat(43);

/** Signs somebody in as a page does: by code with PKCE, on the pool's own sign-in page. */
async function signIn({ aws }: AwsWorld, { outputs }: DeployedStack, username: string): Promise<string> {
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
  const { client_id, redirect_uri } = request;
  assert.equal(back.href.split("?")[0], redirect_uri);
  const code = back.searchParams.get("code") ?? "";
  const exchange = { grant_type: "authorization_code", client_id, redirect_uri, code, code_verifier: verifier };
  const tokens = await fetch(`${aws.endpoint}/oauth2/token`, { method: "POST", body: new URLSearchParams(exchange) });
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
      // The one thing that the emulator has elsewhere: see "Amazon's addresses" among its gaps.
      const keys = `${aws.endpoint}/${UserPoolId}/.well-known/jwks.json`;
      await operator.setVariables("ReviewerApi", { OIDC_JWKS_URL: keys });
      const makeKey = async (username: string) => {
        const response = await fetch(`${gatewayUrl(aws, stack)}/v1/api-keys`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${await signIn(world, stack, username)}`,
            "content-type": "application/json",
          },
          body: "{}",
        });
        return { status: response.status, json: (await response.json()) as { code?: string; key?: string } };
      };
      const made = await makeKey("ann@example.com");
      assert.equal(made.status, 201, JSON.stringify(made.json));
      const refused = await makeKey("bob@example.com");
      assert.deepEqual([refused.status, refused.json.code], [403, "forbidden"]);
      const trail = JSON.stringify(await operator.items(operator.approvals));
      assert.match(trail, /ann@example\.com/);
      assert.doesNotMatch(trail, /bob@example\.com/);
    },
  },
];
