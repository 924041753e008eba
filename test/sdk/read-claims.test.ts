import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { readClaims } from "../../examples/claim-processor/typescript/read-claims.ts";
import { assessByRules } from "../../examples/claim-processor/typescript/rule-based-assessor.ts";
import { sample } from "./claims-run.ts";

const header =
  "policy_number,total_claim_amount,injury_claim,property_claim,vehicle_claim,months_as_customer,incident_date,incident_type,collision_type,incident_severity,authorities_contacted,incident_city,incident_state,incident_hour_of_the_day,bodily_injuries,witnesses,police_report_available,auto_make,auto_model,auto_year";
const row =
  "P1,1850.50,?,350,1500,64,02/10/2026,Parked Car,?,Trivial Damage,Police,Lakewood,OH,15,0,2,?,Kestrel,City,2021";

async function fileOf(t: TestContext, content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sayso-read-claims-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "in.csv");
  await writeFile(path, content);
  return path;
}

test("a claim is read with its unknowns", async (t) => {
  const { claims } = await readClaims(await fileOf(t, `\ufeff${header}\r\n${row}\r\n`));
  assert.deepEqual(claims, [
    {
      claimId: "P1",
      amount: 1850.5,
      description: "Parked Car, Trivial Damage, 2021 Kestrel City; Lakewood, OH, 02/10/2026",
      facts: {
        incidentType: "Parked Car",
        severity: "Trivial Damage",
        authoritiesContacted: "Police",
        policeReport: null,
        witnesses: 2,
        bodilyInjuries: 0,
        incidentHour: 15,
        monthsAsCustomer: 64,
        parts: { injury: null, property: 350, vehicle: 1500 },
      },
    },
  ]);
});

const wrong: [string, string, string][] = [
  [
    "an amount that is no number",
    `${header}\n${row.replace("1850.50", "12k")}\n`,
    ', row 2, column total_claim_amount: "12k" is not an amount',
  ],
  [
    "no amount",
    `${header}\n${row}\n\n${row.replace("P1,1850.50", "P2,")}\n`,
    ', row 4, column total_claim_amount: "" is not an amount',
  ],
  [
    "a negative amount",
    `${header}\n${row.replace("1850.50", "-5")}\n`,
    ', row 2, column total_claim_amount: "-5" is not an amount',
  ],
  [
    "a fact that is no number",
    `${header}\n${row.replace(",15,", ",noon,")}\n`,
    ', row 2, column incident_hour_of_the_day: "noon" is not a number',
  ],
  ["a claim twice", `${header}\n${row}\n${row}\n`, ", row 3, column policy_number: P1 is in row 2 already"],
  [
    "an id that cannot be one",
    `${header}\n${row.replace("P1", "P/1")}\n`,
    ', row 2, column policy_number: "P/1" cannot be a claim\'s id',
  ],
  ["missing columns", `${header.replace("witnesses,", "")}\n`, ", row 1: no column witnesses"],
  [
    "a row of another length",
    `${header}\n${row},x\n`,
    ": Invalid Record Length: columns length is 20, got 21 on line 2",
  ],
  ["no claims", `${header}\n`, ": there are no claims in it"],
  ["nothing", "", ": there are no claims in it"],
];

for (const [name, content, message] of wrong) {
  test(`${name}: the message names the place`, async (t) => {
    const path = await fileOf(t, content);
    await assert.rejects(readClaims(path), { name: "InputError", message: `${path}${message}` });
  });
}

test("a file that is not there", async () => {
  await assert.rejects(readClaims("/nowhere/claims.csv"), { message: "/nowhere/claims.csv: there is no such file" });
});

test("the rules' risk for the sample's claims", async () => {
  const { claims } = await readClaims(sample);
  assert.deepEqual(
    claims.map((claim) => [claim.claimId, assessByRules(claim).riskScore, assessByRules(claim).recommendedAction]),
    [
      ["SAMPLE-01", 0, "auto_approve"],
      ["SAMPLE-02", 0, "auto_approve"],
      ["SAMPLE-03", 57, "review"],
      ["SAMPLE-04", 40, "review"],
      ["SAMPLE-05", 33, "auto_approve"],
      ["SAMPLE-06", 45, "review"],
      ["SAMPLE-07", 0, "auto_approve"],
      ["SAMPLE-08", 47, "review"],
      ["SAMPLE-09", 30, "auto_approve"],
      ["SAMPLE-10", 73, "review"],
      ["SAMPLE-11", 0, "auto_approve"],
      ["SAMPLE-12", 25, "review"],
    ],
  );
});

test("the rules say of themselves that they are no AI", () => {
  assert.match(
    assessByRules({ claimId: "1", amount: 5, description: "" }).summary,
    /^Rule-based assessment \(fixed rules, no AI\)/,
  );
});
