//! Responses are lenient: nothing is required, nothing limited, nothing forbidden, and every list of values is open.
//!
//! A client that refuses a whole answer for one odd value is worse than one that shows it. Limits that the documents state are
//! told in the descriptions.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L024",
    name: "strict-response",
    file: include_str!("strict_response.rs"),
    stage: Stage::Contract(check),
};

const LIMITS: [&str; 13] = [
    "required",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "enum",
    "default",
];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| subject.is_returned(node) && !subject.is_sent(node)) {
        for limit in LIMITS {
            if let Some(member) = node.value.member(limit) {
                let help = if limit == "enum" {
                    "use `x-extensible-enum`"
                } else {
                    "remove it, and tell it in the description"
                };
                let finding =
                    Finding::new(&LINT, member.key, format!("`{limit}` in a response makes clients refuse answers"));
                findings.push(finding.help(help));
            }
        }
        let extra = node.value.member("additionalProperties");
        if let Some(member) = extra.filter(|member| member.value.as_bool().is_some()) {
            let finding =
                Finding::new(&LINT, member.key, "a response allows members that nobody knows without saying so")
                    .help("remove `additionalProperties`");
            findings.push(finding);
        }
        if let Some(member) = node.value.member("x-drs-rules") {
            findings.push(Finding::new(&LINT, member.key, "rules are about requests; nobody checks answers"));
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::{files, said};

    #[test]
    fn fires_on_limits() {
        assert_snapshot!(said(&LINT, files(&[("spec/schemas/thing_detail.yaml", r"components:
  schemas:
    ThingDetail:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 4}
        state: {$ref: '#/components/schemas/ThingState'}
      additionalProperties: false
    ThingState: {type: string, enum: [kept]}
    ErrorResp: {type: object}
")])), @"
        error[DRS-L024]: `required` in a response makes clients refuse answers
         --> spec/schemas/thing_detail.yaml:5:7
          |
        5 |       required: [name]
          |       ^^^^^^^^
          |
          = help: remove it, and tell it in the description

        error[DRS-L024]: `maxLength` in a response makes clients refuse answers
         --> spec/schemas/thing_detail.yaml:7:30
          |
        7 |         name: {type: string, maxLength: 4}
          |                              ^^^^^^^^^
          |
          = help: remove it, and tell it in the description

        error[DRS-L024]: a response allows members that nobody knows without saying so
         --> spec/schemas/thing_detail.yaml:9:7
          |
        9 |       additionalProperties: false
          |       ^^^^^^^^^^^^^^^^^^^^
          |
          = help: remove `additionalProperties`

        error[DRS-L024]: `enum` in a response makes clients refuse answers
          --> spec/schemas/thing_detail.yaml:10:32
           |
        10 |     ThingState: {type: string, enum: [kept]}
           |                                ^^^^
           |
           = help: use `x-extensible-enum`
        ");
    }
}
