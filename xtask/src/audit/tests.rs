//! The audit of the contract, and one deviation of each kind in a small one.

use insta::assert_snapshot;

use super::Audit;
use crate::bundle;
use crate::contract::Contract;
use crate::files::Files;
use crate::problem::Problems;
use crate::testing::{contract, edited, files};

const LEDGER: &str = "spec/ledger/001.csv";
const THING: &str = "spec/schemas/thing.yaml";
const DETAIL: &str = "spec/schemas/thing_detail.yaml";

#[test]
fn the_contract_says_what_the_documents_say() {
    let contract =
        bundle::load(&crate::root()).and_then(Contract::from_bundle).unwrap_or_else(|problems| panic!("{problems}"));
    let audit = Audit::new(&contract).unwrap();
    let findings = audit.findings();
    assert!(findings.is_empty(), "{}", Problems { files: contract.files.clone(), findings });
    assert!(audit.rows > 600 && audit.compared >= audit.rows, "{} rows, {} compared", audit.rows, audit.compared);
}

/// What the audit of some files says, first lines only.
fn audit(files: Files) -> String {
    let contract = contract(files);
    let findings = Audit::new(&contract).unwrap().findings();
    let lines = findings
        .iter()
        .map(|finding| format!("{}: {}", contract.files.show(finding.place()), finding.diagnostic.message));
    lines.collect::<Vec<_>>().join("\n")
}

/// What the audit says when a text in the ledger or the contract is replaced.
fn edit(path: &str, from: &str, to: &str) -> String {
    audit(edited(path, from, to))
}

#[test]
fn a_contract_that_agrees_has_no_findings() {
    assert_eq!(audit(files(&[])), "");
}

#[test]
fn each_column_is_compared() {
    assert_snapshot!(edit(LEDGER, "2,request,thing,name,String", "2,request,thing,name,Integer"), @"spec/schemas/thing.yaml:10:9: type of 001 table 2 `name`: the document says `Integer`, the contract has a string");
    assert_snapshot!(edit(LEDGER, "thing,name,String,Yes", "thing,name,String,No"), @"spec/schemas/thing.yaml:10:9: mandatory of 001 table 2 `name`: the contract demands it, the document does not");
    assert_snapshot!(edit(LEDGER, "round|square,round", "round|flat,round"), @"spec/schemas/thing.yaml:16:9: values of 001 table 2 `kind`: only the document lists `flat`, only the contract lists `square`");
    assert_snapshot!(edit(LEDGER, "round|square,round", "round|square,square"), @"spec/schemas/thing.yaml:16:9: default of 001 table 2 `kind`: the document says `square`, the contract says `round`");
    assert_snapshot!(edit(LEDGER, "len 4..50; chars a-z", "len 4..51; chars a-z"), @"spec/schemas/thing.yaml:10:9: limits of 001 table 2 `name`: the document says `len 4..51; chars a-z`; the contract refuses `aaaaaaaaaaaa` (51 characters)");
    assert_snapshot!(edit(LEDGER, "len 4..50; chars a-z", "len 4..50; chars a-z_"), @"spec/schemas/thing.yaml:10:9: limits of 001 table 2 `name`: the document says `len 4..50; chars a-z_`; the contract refuses `_aaaaaaaaaaa` (27 characters)");
}

#[test]
fn what_only_one_side_says_is_a_deviation() {
    assert_snapshot!(edit(LEDGER, "thing,kind,String,No", "thing,kind,String,Yes"), @"spec/schemas/thing.yaml:16:9: mandatory of 001 table 2 `kind`: the document demands it, the contract does not");
    assert_snapshot!(edit(LEDGER, "round|square,round", "round|square,"), @"spec/schemas/thing.yaml:16:9: default of 001 table 2 `kind`: the contract says `round`, the document has none");
    assert_snapshot!(edit(LEDGER, "thing,password,String,No,,,", "thing,password,String,No,,none,"), @"spec/schemas/thing.yaml:21:9: default of 001 table 2 `password`: the document says `none`, the contract has none");
    assert_snapshot!(edit(LEDGER, "len 4..50; chars a-z", ""), @"spec/schemas/thing.yaml:10:9: limits of 001 table 2 `name`: the contract limits it, the document does not");
}

#[test]
fn both_directions_are_compared() {
    assert_snapshot!(edit(LEDGER, "2,request,thing,password,String,No,,,\n", ""), @"spec/schemas/thing.yaml:21:9: `Thing.password` stands in no table of its sources");
    assert_snapshot!(edit(LEDGER, "2,request,thing,password", "2,request,thing,passwd"), @"
    spec/ledger/001.csv:5:1: absent of 001 table 2 `passwd`: the contract has no such field under this table
    spec/schemas/thing.yaml:21:9: `Thing.password` stands in no table of its sources
    ");
    assert_snapshot!(edit(LEDGER, "3,response-200,thing,state", "4,response-200,thing,state"), @"
    spec/ledger/001.csv:7:1: absent of 001 table 4 `state`: the contract has no such field under this table
    spec/schemas/thing_detail.yaml:12:9: `ThingDetail.state` stands in no table of its sources
    ");
}

#[test]
fn responses_are_lenient_about_limits_and_not_about_values() {
    assert_snapshot!(edit(LEDGER, "response-200,thing,name,String,,,,len 4..50", "response-200,thing,name,String,Yes,,ball,len 1..2"), @"");
    assert_snapshot!(edit(LEDGER, "kept|lost", "kept|sold"), @"spec/schemas/thing_detail.yaml:12:9: values of 001 table 3 `state`: only the document lists `sold`, only the contract lists `lost`");
}

#[test]
fn an_erratum_covers_its_aspects_and_no_other() {
    let deviating = |aspect: &str| {
        let erratum = format!(
            "          pattern: ^[a-z]*$\n          x-drs-erratum: {{says: a, actually: b, source: c, aspects: [{aspect}]}}\n"
        );
        let thing = edited(THING, "          pattern: ^[a-z]*$\n", &erratum);
        let ledger = edited(LEDGER, "len 4..50; chars a-z", "len 4..99; chars a-z");
        let text = |files: &Files, path: &str| files.get(files.find(path).unwrap()).text.clone();
        audit(files(&[(THING, &text(&thing, THING)), (LEDGER, &text(&ledger, LEDGER))]))
    };
    assert_snapshot!(deviating("limits"), @"");
    assert_snapshot!(deviating("limits, type"), @"spec/schemas/thing.yaml:16:11: this erratum waives no deviation of `type`");
    assert_snapshot!(deviating("limits, prose"), @"");
    assert_snapshot!(deviating("default"), @"
    spec/schemas/thing.yaml:10:9: limits of 001 table 2 `name`: the document says `len 4..99; chars a-z`; the contract refuses `aaaaaaaaaaaa` (99 characters), the contract refuses `aaaaaaaaaaaa` (51 characters), the contract refuses `baaaaaaaaaaa` (51 characters)
    spec/schemas/thing.yaml:16:11: this erratum waives no deviation of `default`
    ");
}

#[test]
fn an_erratum_on_a_component_covers_its_uses() {
    let erratum = "      x-drs-erratum: {says: a, actually: b, source: c, aspects: [values]}\n    ProjectId:\n";
    let thing = edited(THING, "    ProjectId:\n", erratum);
    let text = thing.get(thing.find(THING).unwrap()).text.clone();
    let ledger = edited(LEDGER, "round|square,round", "round,round");
    let ledger = ledger.get(ledger.find(LEDGER).unwrap()).text.clone();
    assert_snapshot!(audit(files(&[(THING, &text), (LEDGER, &ledger)])), @"");
}

#[test]
fn a_documented_member_that_never_comes_back_keeps_its_erratum() {
    let with = "          description: Name of the thing.\n          type: string\n          x-drs-erratum: {says: a, actually: b, source: c, aspects: [absent]}\n";
    assert_snapshot!(edit(DETAIL, "          description: Name of the thing.\n          type: string\n", with), @"");
}
