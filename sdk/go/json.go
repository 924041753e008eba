package sayso

import (
	"bytes"
	"encoding/json"
)

// members are those of a JSON object; nil for what is not one.
func members(text []byte) map[string]json.RawMessage {
	var object map[string]json.RawMessage
	if json.Unmarshal(text, &object) != nil {
		return nil
	}
	return object
}

// textOf is a JSON string's text, empty for what is not a string.
func textOf(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) != nil {
		return ""
	}
	return text
}

// present makes JSON's null nil.
func present(value json.RawMessage) json.RawMessage {
	if bytes.Equal(bytes.TrimSpace(value), []byte("null")) {
		return nil
	}
	return value
}
