//! `drs explain --format json`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::Scratch;

#[test]
fn every_topic_is_explained_as_json() {
    let json = |topic: &[&str]| -> Value {
        let run = Scratch::new().drs(&[&["explain", "--format", "json"], topic].concat());
        assert_eq!(run.status, 0, "{}", run.transcript());
        serde_json::from_str(&run.stdout).expect("JSON")
    };
    let all = json(&[]);
    assert_eq!(all["kind"], "topics");
    let lists = [
        ("diagnostics", "diagnostic"),
        ("operations", "operation"),
        ("objects", "object"),
        ("states", "state"),
        ("codes", "error"),
    ];
    for (list, kind) in lists {
        for topic in all[list].as_array().expect("a list").iter().step_by(5) {
            let topic = topic.as_str().expect("a name");
            assert_eq!(json(&[topic])["kind"], kind, "{topic}");
        }
    }
    assert_eq!(json(&["jobs"])["fields"].as_array().map(Vec::len), Some(5));
    assert_snapshot!(format!("{:#}", json(&["jobs.base_info.net_type"])), @r#"
    {
      "default": null,
      "description": "Network over which the task reaches the databases. `vpc` is not possible for disaster recovery.",
      "erratum": null,
      "fields_of": null,
      "kind": "field",
      "limits": [],
      "name": "net_type",
      "object": "JobBaseInfo",
      "operation": "batch_create_jobs_async",
      "path": "jobs.base_info.net_type",
      "required": false,
      "rules": [
        "DRS-P011"
      ],
      "sources": [
        "document 001, table 5",
        "document 002, table 6"
      ],
      "type": "text",
      "values": [
        {
          "meaning": "Public network, through elastic IP addresses.",
          "value": "eip"
        },
        {
          "meaning": "Network inside a virtual private cloud.",
          "value": "vpc"
        },
        {
          "meaning": "VPN or Direct Connect.",
          "value": "vpn"
        }
      ]
    }
    "#);
    let run = Scratch::new().drs(&["explain", "--format", "json", "nothing-like-it"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
}
