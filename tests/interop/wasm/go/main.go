package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Prints the verdicts of the module on the corpus, for compare.py; with `ask`, answers the questions on standard input.
//
// Usage: drs-engine MODULE SCHEMAS CORPUS, or drs-engine MODULE ask.
func main() {
	ctx := context.Background()
	wasm, err := os.ReadFile(os.Args[1])
	must(err)
	engine, err := Load(ctx, wasm)
	must(err)
	if os.Args[2] == "ask" {
		answer(ctx, engine)
		return
	}
	schemas, corpus := os.Args[2], os.Args[3]
	files, err := filepath.Glob(filepath.Join(schemas, "*.schema.json"))
	must(err)
	for _, file := range files {
		operation := strings.TrimSuffix(filepath.Base(file), ".schema.json")
		fmt.Printf("%s ", operation)
		lines, err := os.Open(filepath.Join(corpus, operation+".jsonl"))
		must(err)
		scanner := bufio.NewScanner(lines)
		scanner.Buffer(nil, 1<<26)
		for scanner.Scan() {
			var it struct{ Document string }
			must(json.Unmarshal(scanner.Bytes(), &it))
			valid, err := engine.IsValid(ctx, []byte(it.Document), operation)
			must(err)
			digit := "0"
			if valid {
				digit = "1"
			}
			fmt.Print(digit)
		}
		must(scanner.Err())
		fmt.Println()
	}
}

// answer reads `{"function", "first", "second"}` a line and prints `{"text"}` or `{"error"}`.
func answer(ctx context.Context, engine *Engine) {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(nil, 1<<26)
	for scanner.Scan() {
		var it struct{ Function, First, Second string }
		must(json.Unmarshal(scanner.Bytes(), &it))
		text, err := engine.ask(ctx, it.Function, []byte(it.First), it.Second)
		reply := map[string]string{"text": text}
		if err != nil {
			reply = map[string]string{"error": err.Error()}
		}
		line, err := json.Marshal(reply)
		must(err)
		fmt.Println(string(line))
	}
	must(scanner.Err())
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
