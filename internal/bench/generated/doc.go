// Package generated holds the clients that oapi-codegen and ogen make from
// openapi.json, which describes the measured calls. The generators are tools of
// this module, so go.mod pins their versions. ogen is told to leave
// OpenTelemetry out.
package generated

//go:generate go tool oapi-codegen -config oapi/config.yml openapi.json
//go:generate go tool ogen -package ogen -target ogen -config ogen/config.yml -clean openapi.json
