//! What becomes of each form of schema.

use insta::assert_snapshot;

use super::super::outputs;
use super::outline::outline;
use super::surface::surface;
use super::{contract, lowered};

const REQUEST: &str = r"
Lamp:
  description: A lamp.
  type: object
  required: [color, spots]
  additionalProperties: false
  properties:
    color: {description: Its color., allOf: [{$ref: '#/components/schemas/Color'}]}
    mode: {$ref: '#/components/schemas/Mode'}
    pin: {description: Its secret., allOf: [{$ref: '#/components/schemas/SecretString'}]}
    name: {description: A name., type: string, minLength: 4, maxLength: 50, pattern: '^[a-z]+$'}
    level: {description: Brightness., type: integer, format: int32, minimum: 1, maximum: 99, default: 5}
    timeout: {description: In seconds. Defaults to 60., type: integer, format: int64, default: 60}
    watts: {description: Power., type: integer, minimum: 0, maximum: 255}
    hint: {description: A hint., type: string, minLength: 0, maxLength: 5}
    'on': {description: Whether it burns., type: boolean, default: true}
    spots: {description: Where., type: array, minItems: 2, maxItems: 2, items: {type: string, maxLength: 9}}
    tags: {description: Tags., type: array, uniqueItems: true, items: {type: string}}
    labels: {description: Labels., type: object, maxProperties: 9, additionalProperties: {type: string}}
    inner: {description: A lamp inside., type: array, items: {$ref: '#/components/schemas/Lamp'}}
    self: {description: A keyword., type: string}
Color:
  description: A color.
  type: string
  enum: [red, dark-blue, '', '2xl']
  x-enumDescriptions: {red: Like Map<String>., dark-blue: 'Like [night].', '': None., '2xl': Two.}
  default: red
Mode:
  description: A mode.
  type: integer
  enum: [2, 3]
  x-enumDescriptions: {'2': Months., '3': Years.}
SecretString: {description: A secret., type: string, format: password, minLength: 1}
LampDetail: {description: Nothing., type: object, properties: {ok: {description: Ok., type: boolean}}}
";

#[test]
fn a_request_keeps_its_limits_and_loses_its_defaults() {
    let contract = contract(REQUEST);
    assert_snapshot!(outline(&lowered(&contract)), @r#"
    Color: "red" | "dark-blue" | "" | "2xl"
    ErrorResp: object
      error_code: string
    Lamp: closed object
      color!: Color
      hint: string maxLength=5
      inner: [Lamp]?
      labels: {string}?
      level: integer format="int32" minimum=1 maximum=99
      mode: Mode
      name: string minLength=4 maxLength=50 pattern="^[a-z]+$"
      on: boolean
      pin: SecretString
      self: string
      spots!: [string maxLength=9]
      tags: [string]?
      timeout: integer format="int64"
      watts: integer minimum=0 maximum=255
    LampDetail: object
      ok: boolean
    LampId: string minLength=1
    Mode: 2 | 3
    SecretString: string => crate::Secret
    PUT /lamps/{id} set_lamp
      path id!: LampId
      body: Lamp
      200: LampDetail
      4XX: ErrorResp
      5XX: ErrorResp
    "#);
    assert_snapshot!(surface(&outputs(&contract).unwrap()), @r"
    Color = Red | DarkBlue | Empty | X2xl
    ErrorResp
      error_code: Option<String>
    Lamp
      color: Color
      hint: Option<LampHint>
      inner: Option<Vec<Lamp>>
      labels: Option<BTreeMap<String, String>>
      level: Option<NonZeroU32>
      mode: Option<Mode>
      name: Option<LampName>
      on: Option<bool>
      pin: Option<Secret>
      self_: Option<String>
      spots: Vec<LampSpotsItem>
      tags: Option<Vec<String>>
      timeout: Option<i64>
      watts: Option<u8>
    LampDetail
      ok: Option<bool>
    LampHint(String)
    LampId(String)
    LampName(String)
    LampSpotsItem(String)
    Mode(i64)
    SecretString = Secret
    call set_lamp(id: &LampId, request: &Lamp) -> Result<LampDetail, Error>
    ");
}

#[test]
fn words_survive_in_the_documentation() {
    let text: String = outputs(&contract(REQUEST)).unwrap().into_iter().map(|output| output.text).collect();
    for line in [
        "    /// Brightness. Server default: `5`.",
        "    /// In seconds. Defaults to 60.",
        "    /// Whether it burns. Server default: `true`.",
        "/// A mode. `2`: Months. `3`: Years.",
        r"    /// Like Map\<String>.",
        r"    /// Like \[night\].",
        "/// A secret.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

const ANSWER: &str = r"
Lamp: {description: Nothing., type: object, properties: {}, additionalProperties: false}
LampDetail:
  description: A lamp.
  type: object
  required: [state]
  additionalProperties: false
  properties:
    id: {description: Which., allOf: [{$ref: '#/components/schemas/LampId'}]}
    state: {description: Its state., allOf: [{$ref: '#/components/schemas/State'}]}
    states: {description: All states., type: array, minItems: 1, items: {$ref: '#/components/schemas/State'}}
    by_room: {description: By room., type: object, additionalProperties: {$ref: '#/components/schemas/State'}}
    grid: {description: A grid., type: array, items: {type: array, items: {type: integer, format: int64, minimum: 1}}}
    groups: {description: Groups., type: object, additionalProperties: {type: array, items: {type: string}}}
    spots: {$ref: '#/components/schemas/Spots'}
    pin: {description: Its secret., allOf: [{$ref: '#/components/schemas/SecretStringDetail'}]}
    name: {description: A name., type: string, minLength: 4, maxLength: 50, pattern: '^[a-z]+$'}
    days: {description: Days., allOf: [{$ref: '#/components/schemas/TextOrNumber'}]}
    inner: {description: A lamp inside., allOf: [{$ref: '#/components/schemas/LampDetail'}]}
State:
  description: A state.
  type: string
  x-extensible-enum: [BURNS, DARK]
  x-enumDescriptions: {BURNS: It burns., DARK: It does not.}
SecretStringDetail: {description: A secret., type: string, format: password}
TextOrNumber:
  description: Either.
  oneOf: [{type: string, title: Text}, {type: integer, format: int64, title: Number}]
Spots: {description: Where., type: array, items: {type: string}}
ContentVO: {description: Not used., type: object, properties: {}}
";

#[test]
fn an_answer_takes_whatever_comes() {
    let contract = contract(ANSWER);
    assert_snapshot!(outline(&lowered(&contract)), @r#"
    ContentVO: object
    ErrorResp: object
      error_code: string
    KnownState: "BURNS" | "DARK"
    Lamp: closed object
    LampDetail: object
      by_room: {State}?
      days: TextOrNumber
      grid: [[integer format="int64"]?]?
      groups: {[string]?}?
      id: string
      inner: LampDetail
      name: string
      pin: SecretStringDetail
      spots: Spots?
      state: State
      states: [State]?
    LampId: string minLength=1
    SecretStringDetail: string => crate::Secret
    Spots: [string]
    State: string => crate::Open<crate::types::KnownState>
    TextOrNumber: string | integer format="int64"
    PUT /lamps/{id} set_lamp
      path id!: LampId
      body: Lamp
      200: LampDetail
      4XX: ErrorResp
      5XX: ErrorResp
    "#);
    assert_snapshot!(surface(&outputs(&contract).unwrap()), @r"
    ContentVO(Map<String, Value>)
    ErrorResp
      error_code: Option<String>
    KnownState = Burns | Dark, …
    Lamp
    LampDetail
      by_room: Option<BTreeMap<String, Open<KnownState>>>
      days: Option<TextOrNumber>
      grid: Option<Vec<Option<Vec<i64>>>>
      groups: Option<BTreeMap<String, Option<Vec<String>>>>
      id: Option<String>
      inner: Option<Box<LampDetail>>
      name: Option<String>
      pin: Option<Secret>
      spots: Option<Spots>
      state: Option<Open<KnownState>>
      states: Option<Vec<Open<KnownState>>>
    LampId(String)
    SecretStringDetail = Secret
    Spots(Vec<String>)
    State = Open<KnownState>
    TextOrNumber = Text(String) | Number(i64)
    call set_lamp(id: &LampId, request: &Lamp) -> Result<LampDetail, Error>
    ");
}

#[test]
fn types_are_grouped_by_slice() {
    let outputs = outputs(&contract(ANSWER)).unwrap();
    let paths: Vec<_> =
        outputs.iter().map(|output| output.path.trim_start_matches("crates/drs-client/src/generated/")).collect();
    assert_snapshot!(paths.join("\n"), @r"
    builder/mod.rs
    builder/set_lamp.rs
    client.rs
    facade.rs
    mod.rs
    secrets.rs
    types/builder.rs
    types/common/mod.rs
    types/error.rs
    types/lamp/builder.rs
    types/lamp/mod.rs
    types/mod.rs
    roots.rs
    ");
    let lamp = outputs.iter().find(|output| output.path.ends_with("types/lamp/mod.rs")).unwrap();
    assert!(lamp.text.starts_with("// @generated by cargo xtask codegen from spec/. Do not edit.\n//! "));
    assert!(lamp.text.contains("pub struct ContentVO"), "{}", lamp.text);
}
