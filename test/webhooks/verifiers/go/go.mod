module github.com/sayso-dev/sayso/test/webhooks/verifiers/go

go 1.25

require github.com/standard-webhooks/standard-webhooks/libraries v0.0.1
