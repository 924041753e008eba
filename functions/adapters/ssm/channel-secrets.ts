import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { type ChannelSecrets, parseChannelSecrets } from "../../schemas/channel-secrets.ts";

/** How long what was read counts: a secret that is changed is used after that. */
const keptMs = 5 * 60_000;

/** Reads the channels' secrets from one SecureString, as JSON, and keeps them in memory for five minutes. */
export function ssmChannelSecrets(
  client: Pick<SSMClient, "send">,
  parameterName: string,
  now: () => number,
): () => Promise<ChannelSecrets> {
  let kept: { readonly secrets: Promise<ChannelSecrets>; readonly until: number } | undefined;

  async function read(): Promise<ChannelSecrets> {
    const asked = new GetParameterCommand({ Name: parameterName, WithDecryption: true });
    return parseChannelSecrets(parse((await client.send(asked)).Parameter?.Value ?? ""));
  }

  return () => {
    if (kept && kept.until > now()) return kept.secrets;
    const secrets = read();
    kept = { secrets, until: now() + keptMs };
    // What could not be read is asked for again the next time.
    secrets.catch(() => {
      if (kept?.secrets === secrets) kept = undefined;
    });
    return secrets;
  };
}

/** JSON's own error quotes what it could not read. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("The channels' secrets cannot be used: the parameter holds no JSON");
  }
}
