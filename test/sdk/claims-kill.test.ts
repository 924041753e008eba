import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { claimsRuns } from "./claims-run.ts";

const count = 150;
const header =
  "months_as_customer,policy_number,incident_date,incident_type,collision_type,incident_severity,authorities_contacted,incident_state,incident_city,incident_hour_of_the_day,bodily_injuries,witnesses,police_report_available,total_claim_amount,injury_claim,property_claim,vehicle_claim,auto_make,auto_model,auto_year";

/** Every fifth claim is small. */
function claimRow(number: number): string {
  const amount = number % 5 === 0 ? 900 : 20_000;
  return `60,K${number},01/10/2026,Parked Car,?,Minor Damage,Police,OH,Lakewood,12,0,1,YES,${amount},0,0,${amount},Kestrel,City,2020`;
}

test("killed again and again: one request, one analysis line and one outcome for each claim", {
  timeout: 500_000,
}, async (t) => {
  const { stub, folder, run, journal, journalLines } = await claimsRuns(t);
  const file = join(folder, "claims.csv");
  await writeFile(file, [header, ...Array.from({ length: count }, (_, index) => claimRow(index + 1)), ""].join("\n"));
  const command = () => run(file, "--journal", journal, "--quiet-progress");

  // Killed after so many requests: in the first questions, between an answer and its line, among decisions.
  for (const [round, requests] of [1, 2, 3, 18, 37, 61, 122, 163, 211, 257, 401, 450].entries()) {
    const before = stub.requests.length;
    const { child, end } = command();
    await busyUntil(before + requests, child);
    if (round > 4) decideEvery(7, round);
    child.kill("SIGKILL");
    await end;
  }
  const doneBefore = (await journalLines()).filter(({ type }) => type === "outcome").length;
  assert.ok(doneBefore > 20 && doneBefore < 150, `${doneBefore} done before the last run`);
  const last = command();
  const deciding = setInterval(() => decideEvery(1, 0), 200);
  const { out, err, code } = await last.end;
  clearInterval(deciding);
  assert.equal(err, "");
  assert.equal(code, 0);
  assert.match(out, /automatic {10}30\n/);
  assert.match(out, /approved {10}120\n/);
  assert.match(out, /total {13}150\n/);

  const asked = stub
    .sent("POST", "/v1/approvals")
    .map(({ body }) => (body as { approvalRequestId: string }).approvalRequestId);
  assert.equal(asked.length, 120);
  assert.equal(new Set(asked).size, 120);
  const lines = await journalLines();
  for (const type of ["analysed", "outcome"]) {
    const claims = lines.filter((line) => line.type === type).map(({ claimId }) => claimId);
    assert.equal(claims.length, 150);
    assert.equal(new Set(claims).size, 150);
  }

  /** Until so many requests have come, or the run has asked all that it had to and waits. */
  async function busyUntil(requests: number, child: ChildProcess): Promise<void> {
    let seen = -1;
    let quietSince = Date.now();
    const atFirst = stub.requests.length;
    while (stub.requests.length < requests) {
      assert.equal(child.exitCode, null, "the run ended by itself");
      // As long as nothing has come it is still being loaded.
      if (stub.requests.length !== seen || seen === atFirst) quietSince = Date.now();
      if (Date.now() - quietSince > 5_000) return;
      seen = stub.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  function decideEvery(step: number, offset: number): void {
    const pending = [...stub.approvals.byId.values()].filter(({ status }) => status === "pending");
    pending.forEach(({ approvalRequestId }, index) => {
      if ((index + offset) % step === 0) stub.approvals.decide(approvalRequestId, "approved");
    });
  }
});
