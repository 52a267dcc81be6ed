// Command oapi sends the cases with the clients of oapi-codegen, to the hosts that it generated.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"drs-clients/call"
)

func main() {
	call.Run("generated", send)
}

func send(ctx context.Context, it call.Case) (any, string, error) {
	client := clients(&http.Client{Transport: call.Plain{}})[it.Service]
	method := reflect.ValueOf(client).MethodByName(call.Pascal(it.Operation) + "WithResponse")
	if !method.IsValid() {
		return nil, "", fmt.Errorf("there is no method for %s", it.Operation)
	}
	arguments := []reflect.Value{reflect.ValueOf(ctx)}
	values := it.PathValues()
	shown := ""
	for position := 1; position < method.Type().NumIn()-1; position++ {
		kind := method.Type().In(position)
		switch {
		case kind.Kind() == reflect.String:
			arguments = append(arguments, reflect.ValueOf(values[0]).Convert(kind))
			values = values[1:]
		case kind.Kind() == reflect.Pointer && strings.HasSuffix(kind.Elem().Name(), "Params"):
			parameters := reflect.New(kind.Elem())
			text, err := json.Marshal(it.Query)
			if err == nil {
				err = json.Unmarshal(text, parameters.Interface())
			}
			if err != nil {
				return nil, "", err
			}
			arguments = append(arguments, parameters)
		default:
			body := reflect.New(kind)
			if err := json.Unmarshal(it.Body, body.Interface()); err != nil {
				return nil, "", err
			}
			shown = fmt.Sprintf("%+v %#v", body.Interface(), body.Interface())
			arguments = append(arguments, body.Elem())
		}
	}
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("X-Auth-Token", fmt.Sprintf("case-%d", it.Number))
		return nil
	}
	editors := reflect.MakeSlice(method.Type().In(method.Type().NumIn()-1), 0, 1)
	editor := reflect.ValueOf(authorize).Convert(editors.Type().Elem())
	results := method.CallSlice(append(arguments, reflect.Append(editors, editor)))
	if err, failed := results[1].Interface().(error); failed {
		return nil, shown, err
	}
	answer, err := decoded(results[0].Elem())
	return answer, shown, err
}

// decoded is the one of the typed bodies (`JSON200`, `JSONDefault`) that there is.
func decoded(result reflect.Value) (any, error) {
	for position := range result.NumField() {
		field := result.Field(position)
		if strings.HasPrefix(result.Type().Field(position).Name, "JSON") && !field.IsNil() {
			return field.Interface(), nil
		}
	}
	return nil, fmt.Errorf("no body was decoded")
}
