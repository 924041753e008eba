import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { AwsWorld } from "./aws-world.ts";

type Reader = Pick<AwsWorld, "operator">;

/** The lines of one log group. */
export async function readLog({ operator }: Reader, logGroupName: string): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(operator.config);
  const pages = await Array.fromAsync(paginateFilterLogEvents({ client }, { logGroupName }));
  client.destroy();
  return pages.flatMap(({ events = [] }) => events.map(({ message = "" }) => message));
}

/** Every line that anything on the account has logged. */
export async function readLogs({ operator }: Reader): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(operator.config);
  const pages = await Array.fromAsync(paginateDescribeLogGroups({ client }, {}));
  client.destroy();
  const names = pages.flatMap(({ logGroups = [] }) => logGroups.map(({ logGroupName = "" }) => logGroupName));
  return (await Promise.all(names.map((name) => readLog({ operator }, name)))).flat();
}
