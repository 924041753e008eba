/** A reviewer, and how they are told that something waits for them. */
export interface ReviewerProps {
  /** Id by which requests name them, and by which they sign in. */
  readonly id: string;
  readonly name: string;
  /** Needed by the channel `email`. @default - none */
  readonly email?: string;
  /** Member id in the Slack app's workspace. Needed by the channel `slack`. @default - none */
  readonly slackUser?: string;
  /** Name, among the channels' secrets, of a PagerDuty service that is theirs alone. @default - the deployment's, without their own link */
  readonly pagerdutyService?: string;
  /** Name, among the channels' secrets, of a Teams workflow that posts to them alone. @default - the deployment's, without their own link */
  readonly teamsWorkflow?: string;
  /** IANA name of the zone in which they are told times. @default UTC */
  readonly timeZone?: string;
  /** BCP 47 tag of how times are written. @default en-GB */
  readonly locale?: string;
  /** @default - none: they are not told */
  readonly channels?: readonly ("slack" | "email" | "pagerduty" | "teams")[];
  /** Teams that they are in: they see what waits for one another. It gives no right to decide. @default - none */
  readonly teams?: readonly string[];
}
