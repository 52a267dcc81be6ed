// Command ogen sends the cases with the clients of ogen, to the hosts of the description.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"drs-clients/call"
)

func main() {
	call.Run("given", send)
}

func send(ctx context.Context, it call.Case) (any, string, error) {
	client := clients(&http.Client{Transport: call.Plain{}}, fmt.Sprintf("case-%d", it.Number))[it.Service]
	method, found := methodOf(reflect.ValueOf(client), call.Pascal(it.Operation))
	if !found {
		return nil, "", fmt.Errorf("there is no method for %s", it.Operation)
	}
	arguments := []reflect.Value{reflect.ValueOf(ctx)}
	shown := ""
	for position := 1; position < method.Type().NumIn(); position++ {
		kind := method.Type().In(position)
		if kind.Kind() == reflect.Pointer {
			body := reflect.New(kind.Elem())
			if err := json.Unmarshal(it.Body, body.Interface()); err != nil {
				return nil, "", err
			}
			shown = fmt.Sprintf("%+v %#v", body.Interface(), body.Interface())
			arguments = append(arguments, body)
			continue
		}
		parameters := reflect.New(kind).Elem()
		values := map[string]any{}
		for name, value := range it.Values {
			values[name] = value
		}
		for name, value := range it.Query {
			values[name] = value
		}
		if err := call.Fill(parameters, values); err != nil {
			return nil, "", err
		}
		arguments = append(arguments, parameters)
	}
	results := method.Call(arguments)
	if err, failed := results[1].Interface().(error); failed {
		answer, found := inside(err)
		if found {
			err = nil
		}
		return answer, shown, err
	}
	answer := results[0].Interface()
	if inner, found := inside(answer); found {
		answer = inner
	}
	return answer, shown, nil
}

// methodOf is the method of an operation, whose name may have capital letters where Go has them in abbreviations.
func methodOf(client reflect.Value, name string) (reflect.Value, bool) {
	for index := range client.NumMethod() {
		if strings.EqualFold(client.Type().Method(index).Name, name) {
			return client.Method(index), true
		}
	}
	return reflect.Value{}, false
}

// inside is the body of an answer that has a status beside it, as those of `default` have.
func inside(answer any) (any, bool) {
	if err, failed := answer.(error); failed {
		for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
			answer = inner
		}
	}
	value := reflect.Indirect(reflect.ValueOf(answer))
	if value.Kind() != reflect.Struct {
		return nil, false
	}
	status, response := value.FieldByName("StatusCode"), value.FieldByName("Response")
	if !status.IsValid() || !response.IsValid() {
		return nil, false
	}
	body := reflect.New(response.Type())
	body.Elem().Set(response)
	return body.Interface(), true
}
