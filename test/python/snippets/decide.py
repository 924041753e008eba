import os

from sayso import Client

reviewer = Client(token=os.environ["REVIEWER_TOKEN"])
reviewer.submit_decision("refund-1009", "approved", "Carrier confirmed")
