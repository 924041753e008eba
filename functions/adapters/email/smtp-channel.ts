import { createTransport } from "nodemailer";
import type { Sha256 } from "../../core/digest.ts";
import type { Sent } from "../../core/event-delivery.ts";
import type { NotificationChannel } from "../../ports/notification-channel.ts";
import { emailHeaders } from "./email-headers.ts";
import { emailText } from "./email-text.ts";

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  readonly publicUrl: string;
  readonly sha256: Sha256;
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

/** Sends e-mail by a mail server. */
export function smtpChannel({ url, from, publicUrl, sha256 }: SmtpOptions): NotificationChannel {
  const transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true });
  return {
    send: async ({ notice, to, messageId }) => {
      if (to.email === null) return { outcome: "gone", reason: "the reviewer's entry has no e-mail address" };
      try {
        await transport.sendMail({
          from,
          to: { name: to.name, address: to.email },
          messageId: `<${sha256(messageId).slice(0, 32)}@${new URL(publicUrl).hostname}>`,
          headers: emailHeaders(sha256, publicUrl, notice.approvalRequestId, to.id),
          ...emailText(notice),
        });
        return { outcome: "delivered" };
      } catch (error) {
        return refused(error as { readonly code?: string; readonly responseCode?: number });
      }
    },
  };
}

/** 5xx to the address or the message is final (RFC 5321, 4.2.1); to a login it may be mended. @throws what was not refused */
function refused(error: { readonly code?: string; readonly responseCode?: number }): Sent {
  const { code = "", responseCode } = error;
  if (responseCode === undefined) throw error;
  const final = responseCode >= 500 && code !== "EAUTH";
  return { outcome: final ? "gone" : "retry", reason: `the mail server answered ${responseCode}` };
}
