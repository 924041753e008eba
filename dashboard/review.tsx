import { render } from "preact";
import { linkToken } from "./page/session.ts";
import { ApprovalPage } from "./review/approval-page.tsx";
import { Bar } from "./shell/bar.tsx";

const approvalRequestId = decodeURIComponent(location.pathname.split("/").at(-1) ?? "");
const token = linkToken(approvalRequestId);
const place = document.getElementById("app");

if (place)
  render(
    <>
      <Bar />
      <main class="narrow">
        <ApprovalPage approvalRequestId={approvalRequestId} token={token} />
      </main>
    </>,
    place,
  );
