from sayso import Client

client = Client()

result = client.pause(
    "refund-1009",
    title="Refund $480.00 to order 1009?",
    context="The parcel was **lost**; the carrier has confirmed it.",
    action={"name": "refund", "arguments": {"order": "1009", "amount": 480}},
    expires_in_hours=24,
    on_pending=lambda approval: print("Waiting for a decision at", approval.approval_request_url),
)

if result.approved:
    print("Refunding", result.feedback)
elif result.decision == "expired":
    print("Nobody answered in 24 hours")
else:
    print("Not refunding:", result.decision, result.feedback)
