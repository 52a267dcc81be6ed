//! The table of the keys that each kind of object may have.

use super::Holds::{Any, Count, Flag, FlagOr, List, Map, Number, One, Scalars, Text, TextMap, Texts, Word, Words};
use super::{Entry, Holds, Kind};

const fn may(key: &'static str, holds: Holds) -> Entry {
    Entry { key, required: false, holds }
}

const fn must(key: &'static str, holds: Holds) -> Entry {
    Entry { key, required: true, holds }
}

const SOURCE: Entry = may("x-drs-source", List(Kind::Source));
const ERRATUM: Entry = may("x-drs-erratum", One(Kind::Erratum));
const RULES: Entry = may("x-drs-rules", List(Kind::Rule));
const DESCRIPTION: Entry = may("description", Text);

const TYPES: &[&str] = &["object", "array", "string", "integer", "number", "boolean"];
const FORMATS: &[&str] = &["int32", "int64", "float", "double", "password"];
const EVIDENCE: &[&str] = &["documented", "inferred"];
const CLASSES: &[&str] = &["moving", "waiting", "running", "failed", "final"];
const RETRY: &[&str] = &["read", "idempotent", "once"];
const ASPECTS: &[&str] = &["type", "mandatory", "values", "default", "limits", "absent", "place", "prose"];

impl Kind {
    /// The keys that an object of this kind may have.
    #[expect(clippy::too_many_lines, reason = "it is one table")]
    pub fn entries(self) -> &'static [Entry] {
        match self {
            Self::Root => {
                const {
                    &[
                        must("openapi", Text),
                        must("info", One(Kind::Info)),
                        may("servers", List(Kind::Server)),
                        may("tags", List(Kind::Tag)),
                        may("security", Any),
                        may("externalDocs", One(Kind::ExternalDocs)),
                        may("paths", Map(Kind::PathItem)),
                        may("components", One(Kind::Components)),
                    ]
                }
            }
            Self::Slice => const { &[may("paths", Map(Kind::PathItem)), may("components", One(Kind::Components))] },
            Self::Info => {
                const {
                    &[
                        must("title", Text),
                        must("version", Text),
                        DESCRIPTION,
                        may("contact", One(Kind::Contact)),
                        may("license", One(Kind::License)),
                    ]
                }
            }
            Self::Contact => const { &[must("name", Text), may("url", Text), may("email", Text)] },
            Self::License => const { &[must("name", Text), may("url", Text)] },
            Self::Server => const { &[must("url", Text), DESCRIPTION, may("variables", Map(Kind::ServerVariable))] },
            Self::ServerVariable => const { &[must("default", Text), may("enum", Texts), DESCRIPTION] },
            Self::Tag => const { &[must("name", Text), DESCRIPTION, may("externalDocs", One(Kind::ExternalDocs))] },
            Self::ExternalDocs => const { &[must("url", Text), DESCRIPTION] },
            Self::Components => {
                const { &[may("schemas", Map(Kind::Schema)), may("securitySchemes", Map(Kind::SecurityScheme))] }
            }
            Self::SecurityScheme => {
                const {
                    &[
                        must("type", Word(&["apiKey"])),
                        must("name", Text),
                        must("in", Word(&["header"])),
                        DESCRIPTION,
                        SOURCE,
                        ERRATUM,
                    ]
                }
            }
            Self::PathItem => {
                const {
                    &[
                        may("get", One(Kind::Operation)),
                        may("put", One(Kind::Operation)),
                        may("post", One(Kind::Operation)),
                        may("patch", One(Kind::Operation)),
                        may("delete", One(Kind::Operation)),
                    ]
                }
            }
            Self::Operation => {
                const {
                    &[
                        must("operationId", Text),
                        may("summary", Text),
                        DESCRIPTION,
                        may("tags", Texts),
                        may("servers", List(Kind::Server)),
                        may("security", Any),
                        may("externalDocs", One(Kind::ExternalDocs)),
                        may("parameters", List(Kind::Parameter)),
                        may("requestBody", One(Kind::RequestBody)),
                        must("responses", Map(Kind::Response)),
                        may("x-drs-service", Text),
                        may("x-drs-retry", Word(RETRY)),
                        may("x-drs-examples", Any),
                        SOURCE,
                        ERRATUM,
                        RULES,
                    ]
                }
            }
            Self::Parameter => {
                const {
                    &[
                        must("name", Text),
                        must("in", Word(&["path", "query", "header"])),
                        may("required", Flag),
                        DESCRIPTION,
                        must("schema", One(Kind::Schema)),
                        may("example", Any),
                        SOURCE,
                        ERRATUM,
                    ]
                }
            }
            Self::RequestBody => {
                const { &[DESCRIPTION, may("required", Flag), must("content", Map(Kind::MediaType)), SOURCE] }
            }
            Self::Response => {
                const { &[must("description", Text), must("content", Map(Kind::MediaType)), SOURCE, ERRATUM] }
            }
            Self::MediaType => const { &[must("schema", One(Kind::Schema)), may("examples", Any)] },
            Self::Schema => {
                const {
                    &[
                        may("$ref", Text),
                        may("title", Text),
                        may("type", Word(TYPES)),
                        may("format", Word(FORMATS)),
                        DESCRIPTION,
                        may("nullable", Flag),
                        may("writeOnly", Flag),
                        may("readOnly", Flag),
                        may("deprecated", Flag),
                        may("default", Any),
                        may("example", Any),
                        may("enum", Scalars),
                        may("minLength", Count),
                        may("maxLength", Count),
                        may("pattern", Text),
                        may("x-drs-pattern-hint", Text),
                        may("minimum", Number),
                        may("maximum", Number),
                        may("minItems", Count),
                        may("maxItems", Count),
                        may("uniqueItems", Flag),
                        may("minProperties", Count),
                        may("maxProperties", Count),
                        may("required", Texts),
                        may("properties", Map(Kind::Schema)),
                        may("additionalProperties", FlagOr(Kind::Schema)),
                        may("items", One(Kind::Schema)),
                        may("allOf", List(Kind::Schema)),
                        may("oneOf", List(Kind::Schema)),
                        may("x-enumDescriptions", TextMap),
                        may("x-extensible-enum", Texts),
                        SOURCE,
                        ERRATUM,
                        RULES,
                    ]
                }
            }
            Self::Source => {
                const {
                    &[
                        may("document", Text),
                        may("table", Count),
                        may("field", Text),
                        may("sdk", Text),
                        may("terraform", Text),
                        may("page", Text),
                    ]
                }
            }
            Self::Erratum => {
                const { &[must("says", Text), must("actually", Text), must("source", Text), must("aspects", Words(ASPECTS))] }
            }
            Self::Rule => {
                const {
                    &[
                        must("id", Text),
                        must("name", Text),
                        must("severity", Word(&["error", "warning"])),
                        may("if", One(Kind::Condition)),
                        may("then", One(Kind::Condition)),
                        may("check", Word(&["rust"])),
                        must("at", Text),
                        must("message", Text),
                        must("help", Text),
                        must("source", Text),
                    ]
                }
            }
            Self::Condition => {
                const {
                    &[
                        may("required", Texts),
                        may("properties", Map(Kind::Condition)),
                        may("enum", Scalars),
                        may("const", Any),
                        may("pattern", Text),
                        may("not", One(Kind::Condition)),
                        may("anyOf", List(Kind::Condition)),
                        may("items", One(Kind::Condition)),
                        may("minItems", Count),
                        may("maxItems", Count),
                        may("minProperties", Count),
                        may("maxProperties", Count),
                    ]
                }
            }
            Self::States => const { &[must("machines", Map(Kind::Machine))] },
            Self::Machine => {
                const { &[must("component", Text), must("source", Text), must("states", Map(Kind::State))] }
            }
            Self::State => {
                const {
                    &[
                        must("class", Word(CLASSES)),
                        must("actions", Texts),
                        must("next", List(Kind::Transition)),
                        must("evidence", Word(EVIDENCE)),
                        may("source", Text),
                    ]
                }
            }
            Self::Transition => const { &[must("to", Text), may("by", Text), may("evidence", Word(EVIDENCE))] },
            Self::Errors => const { &[must("answers", List(Kind::Answer))] },
            Self::Answer => {
                const {
                    &[
                        must("name", Text),
                        may("code", Text),
                        may("text", Text),
                        must("statuses", Scalars),
                        must("by", Word(&["gateway", "service"])),
                        must("happened", Word(&["nothing", "unknown"])),
                        must("meaning", Text),
                        must("remedy", Text),
                        must("evidence", Word(EVIDENCE)),
                        must("source", Text),
                    ]
                }
            }
        }
    }
}
