// Package main runs the validator's WebAssembly module in Go, by wazero: no cgo, no process.
package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// header is the number of bytes of an answer before its text: its status and its length.
const header = 8

// unanswerable is the status of an answer that says why there is none.
const unanswerable = 2

// Engine is an instance of the module. It serves one goroutine at a time.
type Engine struct {
	module api.Module
}

// Load compiles and instantiates the module.
func Load(ctx context.Context, wasm []byte) (*Engine, error) {
	module, err := wazero.NewRuntime(ctx).Instantiate(ctx, wasm)
	if err != nil {
		return nil, err
	}
	return &Engine{module}, nil
}

// IsValid says whether a JSON document is a valid request of an operation; of the one that its shape shows, if that is empty.
func (engine *Engine) IsValid(ctx context.Context, text []byte, operation string) (bool, error) {
	arguments, release, err := engine.write(ctx, text, []byte(operation))
	if err != nil {
		return false, err
	}
	defer release()
	results, err := engine.module.ExportedFunction("check").Call(ctx, arguments...)
	if err != nil {
		return false, err
	}
	if results[0] == unanswerable {
		return false, fmt.Errorf("there is no operation %q", operation)
	}
	return results[0] == 0, nil
}

// Report is the report on a text with settings in JSON, such as `{"format": "human"}`.
func (engine *Engine) Report(ctx context.Context, text []byte, settings string) (string, error) {
	return engine.ask(ctx, "report", text, settings)
}

// Fix is `{"text": …, "fixed": …, "refused": …}`: a text after its automatic fixes.
func (engine *Engine) Fix(ctx context.Context, text []byte, settings string) (string, error) {
	return engine.ask(ctx, "fix", text, settings)
}

// Explain says what an id, a field, an operation, a state or an error code means, in the format `human` or `json`.
func (engine *Engine) Explain(ctx context.Context, topic, format string) (string, error) {
	return engine.ask(ctx, "explain", []byte(topic), format)
}

func (engine *Engine) ask(ctx context.Context, function string, first []byte, second string) (string, error) {
	arguments, release, err := engine.write(ctx, first, []byte(second))
	if err != nil {
		return "", err
	}
	defer release()
	results, err := engine.module.ExportedFunction(function).Call(ctx, arguments...)
	if err != nil {
		return "", err
	}
	address := uint32(results[0])
	head, ok := engine.module.Memory().Read(address, header)
	if !ok {
		return "", errors.New("an answer outside of memory")
	}
	status, length := binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:])
	bytes, ok := engine.module.Memory().Read(address+header, length)
	if !ok {
		return "", errors.New("an answer outside of memory")
	}
	text := string(bytes)
	if _, err := engine.module.ExportedFunction("release").Call(ctx, uint64(address), uint64(header+length)); err != nil {
		return "", err
	}
	if status == unanswerable {
		return "", errors.New(text)
	}
	return text, nil
}

// write puts two arguments into memory, and returns address and length of each.
func (engine *Engine) write(ctx context.Context, first, second []byte) ([]uint64, func(), error) {
	size := uint64(len(first) + len(second))
	results, err := engine.module.ExportedFunction("alloc").Call(ctx, size)
	if err != nil {
		return nil, nil, err
	}
	address := results[0]
	memory := engine.module.Memory()
	if !memory.Write(uint32(address), first) || !memory.Write(uint32(address)+uint32(len(first)), second) {
		return nil, nil, errors.New("an argument outside of memory")
	}
	release := func() { _, _ = engine.module.ExportedFunction("release").Call(ctx, address, size) }
	return []uint64{address, uint64(len(first)), address + uint64(len(first)), uint64(len(second))}, release, nil
}
