// Package call makes a call of a generated client by the name of its operation, with arguments made of JSON.
//
// What a person writes by hand for one operation is done here by reflection for all, so that no operation needs a line.
package call

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
)

// Case is one of the cases of clients/cases.py, as far as a client needs it.
type Case struct {
	Number    int               `json:"number"`
	Operation string            `json:"operation"`
	Service   string            `json:"service"`
	Path      string            `json:"path"`
	Values    map[string]string `json:"values"`
	Query     map[string]any    `json:"query"`
	Body      json.RawMessage   `json:"body"`
}

// Outcome is what a call tells of itself.
type Outcome struct {
	Case   int    `json:"case"`
	Host   string `json:"host"`
	Answer any    `json:"answer,omitempty"`
	Shown  string `json:"shown,omitempty"`
	Error  string `json:"error,omitempty"`
}

// Run makes the calls in order and prints a line for each.
func Run(host string, call func(context.Context, Case) (answer any, shown string, err error)) {
	text, err := os.ReadFile(os.Getenv("DRS_CASES"))
	if err != nil {
		panic(err)
	}
	var cases []Case
	if err := json.Unmarshal(text, &cases); err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, it := range cases {
		outcome := Outcome{Case: it.Number, Host: host}
		answer, shown, err := call(context.Background(), it)
		outcome.Answer, outcome.Shown = answer, shown
		if err != nil {
			outcome.Error = err.Error()
		}
		line, err := json.Marshal(outcome)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
}

// Plain sends over HTTP without TLS, through the proxy that the peer is.
type Plain struct{}

// RoundTrip implements http.RoundTripper.
func (Plain) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.URL.Scheme = "http"
	return http.DefaultTransport.RoundTrip(request)
}

// Pascal turns `update_job` into `UpdateJob`.
func Pascal(name string) string {
	var pascal strings.Builder
	for _, word := range strings.Split(name, "_") {
		pascal.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return pascal.String()
}

// PathValues are the values of the path in the order of its placeholders.
func (it Case) PathValues() []string {
	var values []string
	for _, part := range strings.Split(it.Path, "{")[1:] {
		values = append(values, it.Values[part[:strings.Index(part, "}")]])
	}
	return values
}

// Fill sets the fields of a struct of parameters by their names on the wire.
func Fill(parameters reflect.Value, values map[string]any) error {
	for name, value := range values {
		field := parameters.FieldByNameFunc(func(field string) bool { return plain(field) == plain(name) })
		if !field.IsValid() {
			return fmt.Errorf("there is no parameter %s", name)
		}
		// `OptInt` and its like are a value and whether it is set.
		if set := field; field.Kind() == reflect.Struct {
			set.FieldByName("Set").SetBool(true)
			field = set.FieldByName("Value")
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, field.Addr().Interface()); err != nil {
			return err
		}
	}
	return nil
}

func plain(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "_", ""))
}
