"""A CSV file of claims."""

import csv
import re
from pathlib import Path

from claim import Claim, ClaimFacts, ClaimParts

_COLUMNS = (
    *("policy_number", "total_claim_amount", "injury_claim", "property_claim", "vehicle_claim", "months_as_customer"),
    *("incident_date", "incident_type", "collision_type", "incident_severity", "authorities_contacted"),
    *("incident_city", "incident_state", "incident_hour_of_the_day", "bodily_injuries", "witnesses"),
    *("police_report_available", "auto_make", "auto_model", "auto_year"),
)


class InputError(Exception):
    """What is wrong with what the user gave, in words for them."""


def read_claims(path: Path) -> list[Claim]:
    """The claims of the file. :raises InputError: names the file, the row and the column"""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, skipinitialspace=True)
            missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise InputError(f"{path}, row 1: no column {', '.join(missing)}")
            # As a spreadsheet counts: the header is row 1.
            claims = [_Row(row, f"{path}, row {number}").claim() for number, row in enumerate(rows, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    twice = {claim.claim_id for claim in claims if sum(claim.claim_id == it.claim_id for it in claims) > 1}
    if twice or not claims:
        raise InputError(f"{path}: {f'{sorted(twice)} stand there twice' if twice else 'there are no claims in it'}")
    return claims


class _Row:
    def __init__(self, row: dict[str, str], place: str) -> None:
        self._row = row
        self._place = place

    def claim(self) -> Claim:
        claim_id = self._known("policy_number") or ""
        if not re.fullmatch(r"[A-Za-z0-9._~:@-]{1,100}", claim_id):
            raise InputError(f'{self._place}, column policy_number: "{claim_id}" cannot be a claim\'s id')
        amount = self._number("total_claim_amount")
        if amount is None or amount < 0:
            raise InputError(f"{self._place}, column total_claim_amount: there is no amount")
        return Claim(claim_id=claim_id, amount=amount, description=self._description(), facts=self._facts())

    def _facts(self) -> ClaimFacts:
        report = self._known("police_report_available")
        return ClaimFacts(
            incident_type=self._known("incident_type"),
            severity=self._known("incident_severity"),
            authorities_contacted=self._known("authorities_contacted"),
            police_report=report if report in ("YES", "NO") else None,
            witnesses=self._whole("witnesses"),
            bodily_injuries=self._whole("bodily_injuries"),
            incident_hour=self._whole("incident_hour_of_the_day"),
            months_as_customer=self._whole("months_as_customer"),
            parts=ClaimParts(
                injury=self._number("injury_claim"),
                property=self._number("property_claim"),
                vehicle=self._number("vehicle_claim"),
            ),
        )

    def _description(self) -> str:
        row, collision = self._row, self._known("collision_type")
        what = (self._known("incident_type") or "Incident") + (f" ({collision})" if collision else "")
        where = f"{row['incident_city']}, {row['incident_state']}, {row['incident_date']}"
        severity = self._known("incident_severity") or "severity unknown"
        return f"{what}, {severity}, {row['auto_year']} {row['auto_make']} {row['auto_model']}; {where}"

    def _known(self, column: str) -> str | None:
        value = (self._row[column] or "").strip()
        return None if value in ("", "?") else value

    def _number(self, column: str) -> float | None:
        value = self._known(column)
        if value is not None and not re.fullmatch(r"-?\d+(\.\d+)?", value):
            raise InputError(f'{self._place}, column {column}: "{value}" is not a number')
        return None if value is None else float(value)

    def _whole(self, column: str) -> int | None:
        value = self._number(column)
        return None if value is None else int(value)
