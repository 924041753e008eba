module github.com/sayso-dev/sayso/examples/claim-processor/go

go 1.24

require github.com/sayso-dev/sayso/sdk/go v0.0.0

require (
	github.com/aws/aws-sdk-go-v2 v1.47.8 // indirect
	github.com/aws/smithy-go v1.28.8 // indirect
)

replace github.com/sayso-dev/sayso/sdk/go => ../../../sdk/go
