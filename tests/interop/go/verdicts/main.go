// Command drs-verdicts prints the verdicts of a validator in Go on the corpus, for clients of compare.py.
//
// Usage: drs-verdicts LIBRARY SCHEMAS CORPUS, where LIBRARY is jsonschema or kin-openapi.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// check says whether a text is a valid document.
type check func(text string) bool

func main() {
	library, schemas, corpus := os.Args[1], os.Args[2], os.Args[3]
	files, err := filepath.Glob(filepath.Join(schemas, "*.schema.json"))
	must(err)
	for _, file := range files {
		operation := strings.TrimSuffix(filepath.Base(file), ".schema.json")
		valid := compiled(library, file, operation)
		if valid == nil {
			continue
		}
		fmt.Printf("%s ", operation)
		lines, err := os.Open(filepath.Join(corpus, operation+".jsonl"))
		must(err)
		scanner := bufio.NewScanner(lines)
		scanner.Buffer(nil, 1<<26)
		for scanner.Scan() {
			var it struct{ Document string }
			must(json.Unmarshal(scanner.Bytes(), &it))
			digit := "0"
			if valid(it.Document) {
				digit = "1"
			}
			fmt.Print(digit)
		}
		must(scanner.Err())
		fmt.Println()
	}
}

func compiled(library, file, operation string) check {
	if library == "kin-openapi" {
		return kin(filepath.Join(filepath.Dir(file), "../openapi.json"), operation)
	}
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile(file)
	must(err)
	return func(text string) bool {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		return err == nil && schema.Validate(document) == nil
	}
}

// kin is the schema of the body in the description of OpenAPI 3.0; there is none for an operation without a body.
func kin(file, operation string) check {
	description, err := openapi3.NewLoader().LoadFromFile(file)
	must(err)
	for _, item := range description.Paths.Map() {
		for _, found := range item.Operations() {
			if found.OperationID == operation && found.RequestBody != nil {
				schema := found.RequestBody.Value.Content["application/json"].Schema.Value
				return func(text string) bool {
					var document any
					err := json.Unmarshal([]byte(text), &document)
					return err == nil && schema.VisitJSON(document) == nil
				}
			}
		}
	}
	return nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
