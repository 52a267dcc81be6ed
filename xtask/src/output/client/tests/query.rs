//! What becomes of query parameters.

use insta::assert_snapshot;

use super::super::outputs;
use super::outline::outline;
use super::surface::surface;
use super::{contract_of, lowered};

#[test]
fn query_parameters_are_also_one_type() {
    let paths = "
paths:
  /lamps:
    get:
      operationId: list_lamps
      summary: List lamps
      description: Lists them.
      parameters:
        - {name: room, in: query, description: Where., schema: {$ref: '#/components/schemas/Room'}}
        - {name: limit, in: query, required: true, description: How many., schema: {type: integer, format: int32, default: 10}}
        - {name: X-Language, in: header, description: Words., schema: {type: string}}
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: '#/components/schemas/LampDetail'}}}
";
    let schemas = "
Room: {description: A room., type: string, enum: [attic, cellar], x-enumDescriptions: {attic: High., cellar: Low.}}
LampDetail: {description: A lamp., type: object, properties: {ok: {description: Ok., type: boolean}}}
";
    let contract = contract_of(paths, schemas);
    assert_snapshot!(outline(&lowered(&contract)), @r#"
    ErrorResp: object
      error_code: string
    LampDetail: object
      ok: boolean
    LampId: string minLength=1
    ListLampsQuery: closed object
      limit!: integer format="int32"
      room: Room
    Room: "attic" | "cellar"
    GET /lamps list_lamps
      query room: Room
      query limit!: integer format="int32"
      header X-Language: string
      200: LampDetail
    "#);
    assert_snapshot!(surface(&outputs(&contract).unwrap()), @r"
    ErrorResp
      error_code: Option<String>
    LampDetail
      ok: Option<bool>
    LampId(String)
    ListLampsQuery
      limit: i32
      room: Option<Room>
    Room = Attic | Cellar
    call list_lamps(query: &ListLampsQuery) -> Result<LampDetail, Error>
    ");
}
