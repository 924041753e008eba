package sayso

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// CanonicalJSON writes JSON in the one form that RFC 8785 gives it. What has none is [ErrInvalidJSONValue]: text that
// is not JSON, a number beyond doubles, half a surrogate pair.
func CanonicalJSON(text []byte) ([]byte, error) {
	if !json.Valid(text) || !utf8.Valid(text) || !wholeSurrogates(text) {
		return nil, refused(ErrInvalidJSONValue, "this text has no canonical form")
	}
	return appendCanonical(nil, text)
}

// Digest is that of JSON's canonical form, as the audit trail writes digests: "sha256:" and 64 hexadecimal digits.
func Digest(text []byte) (string, error) {
	canonical, err := CanonicalJSON(text)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

func appendCanonical(to []byte, text json.RawMessage) ([]byte, error) {
	text = bytes.TrimSpace(text)
	switch text[0] {
	case '{':
		return appendObject(to, text)
	case '[':
		var elements []json.RawMessage
		if err := json.Unmarshal(text, &elements); err != nil {
			return nil, err
		}
		return appendJoined(to, '[', ']', elements, appendCanonical)
	case '"':
		return appendString(to, textOf(text)), nil
	case 't', 'f', 'n':
		return append(to, text...), nil
	}
	number, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return nil, refused(ErrInvalidJSONValue, "a number is beyond those that JSON programs share")
	}
	// encoding/json writes numbers as ECMAScript does, except for -0.
	written, err := json.Marshal(number)
	if number == 0 {
		written = []byte("0")
	}
	return append(to, written...), err
}

func appendObject(to, text []byte) ([]byte, error) {
	object := members(text)
	keys := slices.SortedFunc(maps.Keys(object), func(a, b string) int {
		return slices.CompareFunc(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)), cmp.Compare[uint16])
	})
	return appendJoined(to, '{', '}', keys, func(to []byte, key string) ([]byte, error) {
		return appendCanonical(append(appendString(to, key), ':'), object[key])
	})
}

func appendJoined[Part any](to []byte, first, last byte, parts []Part, write func([]byte, Part) ([]byte, error)) ([]byte, error) {
	to = append(to, first)
	for i, part := range parts {
		if i > 0 {
			to = append(to, ',')
		}
		var err error
		if to, err = write(to, part); err != nil {
			return nil, err
		}
	}
	return append(to, last), nil
}

var shortEscapes = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`}

// appendString escapes what must be and nothing else; encoding/json escapes more.
func appendString(to []byte, text string) []byte {
	to = append(to, '"')
	for _, r := range text {
		if escape, ok := shortEscapes[r]; ok {
			to = append(to, escape...)
		} else if r < ' ' {
			to = fmt.Appendf(to, `\u%04x`, r)
		} else {
			to = utf8.AppendRune(to, r)
		}
	}
	return append(to, '"')
}

// wholeSurrogates is whether every escaped half of a surrogate pair has its other half. encoding/json passes over it.
func wholeSurrogates(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		first := escaped(text[i:])
		i++
		if !utf16.IsSurrogate(first) {
			continue
		}
		if utf16.DecodeRune(first, escaped(text[i+5:])) == utf8.RuneError {
			return false
		}
		i += 10
	}
	return true
}

// escaped is the code unit that the text begins with as \uXXXX, else 0.
func escaped(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0
	}
	unit, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil {
		return 0
	}
	return rune(unit)
}
