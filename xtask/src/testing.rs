//! A small contract without a flaw, and what is said when a file of it is replaced.

use crate::bundle::{self, Bundle};
use crate::contract::Contract;
use crate::files::Files;
use crate::lint::{Lint, Stage, Subject};
use crate::problem::Problems;

/// Files of the small contract by path.
const CLEAN: &[(&str, &str)] = &[
    (
        "spec/openapi.yaml",
        "\
openapi: 3.0.3
info: {title: Things, version: 0.1.0}
tags:
  - {name: drs, description: The service.}
",
    ),
    ("spec/endpoints.yaml", "services: {drs: {regions: {here: drs.here.example}}}\n"),
    (
        "spec/paths/put_thing.yaml",
        "\
paths:
  /v1/{project_id}/things:
    put:
      operationId: put_thing
      summary: Put a thing
      description: Puts one thing.
      tags: [drs]
      parameters:
        - name: project_id
          in: path
          required: true
          description: Project that owns the thing.
          schema:
            $ref: '#/components/schemas/ProjectId'
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Thing'
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: '#/components/schemas/ThingDetail'}}}
        '400':
          description: Refused.
          content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResp'}}}
        '4XX':
          description: Refused.
          content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResp'}}}
        '5XX':
          description: Failed.
          content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResp'}}}
      x-drs-service: drs
      x-drs-source:
        - {document: '001', table: 1}
",
    ),
    (
        "spec/schemas/thing.yaml",
        "\
components:
  schemas:
    Thing:
      description: A thing to put.
      type: object
      x-drs-source:
        - {document: '001', table: 2}
      required: [name]
      properties:
        name:
          description: Name of the thing, 4 to 50 letters.
          type: string
          minLength: 4
          maxLength: 50
          pattern: ^[a-z]*$
        kind:
          description: What it is. Defaults to `round`.
          allOf:
            - $ref: '#/components/schemas/ThingKind'
          default: round
        password:
          description: Needed for a square one.
          allOf:
            - $ref: '#/components/schemas/SecretString'
      additionalProperties: false
      x-drs-rules:
        - id: DRS-P001
          name: square-without-password
          severity: error
          if: {properties: {kind: {const: square}}}
          then: {required: [password]}
          at: /kind
          message: a `{value}` thing needs a `password`
          help: add `password`
          source: 001 table 2
    ThingKind:
      description: What a thing is.
      type: string
      enum: [round, square]
      x-enumDescriptions: {round: It rolls., square: It stands.}
      x-drs-source:
        - {document: '001', table: 2, field: kind}
    ProjectId:
      description: A project.
      type: string
      x-drs-source:
        - {document: '001', table: 1, field: project_id}
    SecretString:
      description: A secret.
      type: string
      format: password
      writeOnly: true
      x-drs-source:
        - {page: our own}
",
    ),
    (
        "spec/schemas/thing_detail.yaml",
        "\
components:
  schemas:
    ThingDetail:
      description: A thing that was put.
      type: object
      x-drs-source:
        - {document: '001', table: 3}
      properties:
        name:
          description: Name of the thing.
          type: string
        state:
          description: What became of it.
          allOf:
            - $ref: '#/components/schemas/ThingState'
    ThingState:
      description: What became of a thing.
      type: string
      x-extensible-enum: [kept, lost]
      x-enumDescriptions: {kept: It is there., lost: It is gone.}
      x-drs-source:
        - {document: '001', table: 3, field: state}
    ErrorResp:
      description: Why a call was refused.
      type: object
      x-drs-source:
        - {sdk: things 1.0}
      properties:
        error_msg:
          description: Reason in words.
          type: string
",
    ),
    (
        "spec/ledger/001.csv",
        "\
table,place,object,field,type,mandatory,values,default,limits
1,path,path,project_id,String,Yes,,,
2,request,thing,name,String,Yes,,,len 4..50; chars a-z
2,request,thing,kind,String,No,round|square,round,
2,request,thing,password,String,No,,,
3,response-200,thing,name,String,,,,len 4..50
3,response-200,thing,state,String,,kept|lost,,
",
    ),
    ("spec/examples/put_thing/minimal.json", "{\"name\": \"ball\"}\n"),
    ("spec/examples/put_thing/round.json", "{\"name\": \"ball\", \"kind\": \"round\"}\n"),
    (
        "spec/examples/put_thing/square.json",
        "{\"name\": \"cube\", \"kind\": \"square\", \"password\": \"${env:CUBE}\"}\n",
    ),
    ("spec/responses/put_thing/200-kept.json", "{\"name\": \"ball\", \"state\": \"kept\"}\n"),
    ("spec/responses/put_thing/400-refused.json", "{\"error_msg\": \"no\"}\n"),
    (
        "spec/rules/DRS-P001.md",
        "\
# DRS-P001: square-without-password

## What it checks

A square thing has a password.

## Why the service refuses it

It could not be opened.

## Fails

```json Thing
{\"name\": \"cube\", \"kind\": \"square\"}
```

## Passes

```json Thing
{\"name\": \"ball\"}
```

## Source

001 table 2
",
    ),
];

/// The small contract with some of its files replaced or added.
pub(crate) fn files(changes: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in CLEAN {
        let change = changes.iter().find(|(other, _)| other == path);
        files.add(*path, change.map_or(*text, |(_, text)| text));
    }
    for (path, text) in changes.iter().filter(|(path, _)| CLEAN.iter().all(|(known, _)| known != path)) {
        files.add(*path, *text);
    }
    files
}

/// The small contract with a text in one of its files replaced.
pub(crate) fn edited(path: &str, from: &str, to: &str) -> Files {
    let (_, text) = CLEAN.iter().find(|(known, _)| *known == path).expect("the file is one of the small contract");
    assert_eq!(text.matches(from).count(), 1, "`{from}` must occur once in {path}");
    files(&[(path, &text.replace(from, to))])
}

/// The bundle of some files.
pub(crate) fn bundle(files: Files) -> Bundle {
    bundle::assemble(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The contract of some files.
pub(crate) fn contract(files: Files) -> Contract {
    Contract::from_bundle(bundle(files)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What reading some files and linting them says, as far as a lint says it.
pub(crate) fn said(lint: &Lint, files: Files) -> String {
    let mut problems = problems(files);
    problems.findings.retain(|finding| finding.diagnostic.id == lint.id);
    problems.render(false)
}

/// Everything that is wrong with some files.
pub(crate) fn problems(files: Files) -> Problems {
    let contract = match bundle::assemble(files).and_then(Contract::from_bundle) {
        Ok(contract) => contract,
        Err(problems) => return problems,
    };
    let subject = Subject::new(&contract);
    let mut findings = Vec::new();
    for lint in crate::lint::ALL {
        if let Stage::Contract(check) = lint.stage {
            check(&subject, &mut findings);
        }
    }
    Problems { files: contract.files.clone(), findings }
}

/// What a lint says about the small contract with `spec/schemas/thing.yaml` replaced. `Thing` is sent and `ThingDetail` returned.
pub(crate) fn schemas(lint: &Lint, text: &str) -> String {
    said(lint, files(&[("spec/schemas/thing.yaml", text)]))
}

/// What a lint says about the small contract with a text in one of its files replaced.
pub(crate) fn edit(lint: &Lint, path: &str, from: &str, to: &str) -> String {
    said(lint, edited(path, from, to))
}
