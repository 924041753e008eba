"""An agent on an AWS Lambda durable function. Nothing here needs AWS's SDK until a handler is made."""
