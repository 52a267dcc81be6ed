// Package secret has the type that the overlay of oapi-codegen puts in place of a secret text.
package secret

// Secret is sent as it is and shown as asterisks.
type Secret string

// String is what `%v`, `%+v` and `%s` show.
func (Secret) String() string { return "***" }

// GoString is what `%#v` shows.
func (Secret) GoString() string { return "***" }
