import { Aws, aws_cognito as cognito, Duration, Fn, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { OidcIssuer } from "./oidc-issuer.ts";

export interface ReviewerPoolProps {
  /** Where the dashboard is served; people come back there after signing in and out. */
  readonly publicUrl: string;
}

/** What a person may be here. */
export const roles = ["reviewer", "auditor", "admin"] as const;

/** A user pool for the people who decide, with Cognito's own sign-in page. Nobody can sign up by themselves. */
export class ReviewerPool extends Construct {
  readonly userPool: cognito.UserPool;
  readonly client: cognito.UserPoolClient;
  readonly issuer: OidcIssuer;

  constructor(scope: Construct, id: string, props: ReviewerPoolProps) {
    super(scope, id);
    this.userPool = new cognito.UserPool(this, "UserPool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.acknowledge();
    const domain = this.userPool.addDomain("SignIn", { cognitoDomain: { domainPrefix: this.domainPrefix() } });
    for (const groupName of roles) this.userPool.addGroup(`${groupName}Group`, { groupName });
    this.client = this.userPool.addClient("Dashboard", {
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
        callbackUrls: [`${props.publicUrl}/`],
        logoutUrls: [`${props.publicUrl}/`],
      },
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
    });
    const { region, urlSuffix } = Stack.of(this);
    const issuer = `https://cognito-idp.${region}.${urlSuffix}/${this.userPool.userPoolId}`;
    this.issuer = {
      issuer,
      audience: this.client.userPoolClientId,
      jwksUrl: `${issuer}/.well-known/jwks.json`,
      authorizationEndpoint: `${domain.baseUrl()}/oauth2/authorize`,
      tokenEndpoint: `${domain.baseUrl()}/oauth2/token`,
      rolesClaim: "cognito:groups",
    };
  }

  /** Unique in the region, and the same at each deployment of this stack. */
  private domainPrefix(): string {
    const stackUuid = Fn.select(2, Fn.split("/", Aws.STACK_ID));
    return `sayso-${this.node.addr.slice(-8)}-${stackUuid}`;
  }

  private acknowledge(): void {
    Validations.of(this.userPool).acknowledge(
      {
        id: "AwsSolutions-COG2",
        reason:
          "A second factor is offered to everyone; a team that must require it sets it on the pool or brings its own issuer.",
      },
      {
        id: "AwsSolutions-COG8",
        reason:
          "The Plus plan is paid by the user and the pool holds a few reviewers; a team may raise the plan on the pool.",
      },
    );
  }
}
