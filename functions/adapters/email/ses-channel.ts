import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Sha256 } from "../../core/digest.ts";
import type { NotificationChannel } from "../../ports/notification-channel.ts";
import { emailHeaders } from "./email-headers.ts";
import { emailText } from "./email-text.ts";

export interface SesOptions {
  readonly client: Pick<SESv2Client, "send">;
  /** The address that SES has verified, or one of a domain that it has. */
  readonly from: string;
  readonly publicUrl: string;
  readonly sha256: Sha256;
}

/** Refusals that no other attempt would change. Unverified addresses and full quotas may be mended or pass. */
const final = new Set(["BadRequestException"]);

/** Sends e-mail by Amazon SES v2. It takes the parts apart from each other, so no text can become a header. */
export function sesChannel({ client, from, publicUrl, sha256 }: SesOptions): NotificationChannel {
  return {
    send: async ({ notice, to }) => {
      if (to.email === null) return { outcome: "gone", reason: "the reviewer's entry has no e-mail address" };
      const { subject, text, html } = emailText(notice);
      const part = (Data: string) => ({ Data, Charset: "UTF-8" });
      const headers = emailHeaders(sha256, publicUrl, notice.approvalRequestId, to.id);
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to.email] },
        Content: {
          Simple: {
            Subject: part(subject),
            Body: { Text: part(text), Html: part(html) },
            Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
          },
        },
      });
      try {
        await client.send(command);
        return { outcome: "delivered" };
      } catch (error) {
        const { name, $metadata } = error as {
          readonly name: string;
          readonly $metadata?: { httpStatusCode?: number };
        };
        // Without an answer nobody knows whether it was sent.
        if ($metadata?.httpStatusCode === undefined) throw error;
        return { outcome: final.has(name) ? "gone" : "retry", reason: `SES answered ${name}` };
      }
    },
  };
}
