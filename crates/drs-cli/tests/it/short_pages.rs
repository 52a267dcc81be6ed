//! A service that refuses pages of a size that the contract allows.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::scratch::Scratch;

/// Answers a call of a list of 60 tasks, unless it asks for more than 50 at once. Returns what part of the list it has asked for.
fn answer(stream: &mut TcpStream) -> String {
    let mut head = vec![0; 8192];
    let length = stream.read(&mut head).expect("a request");
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    let target = head.split(' ').nth(1).expect("a target");
    let number = |name: &str| -> usize {
        let mut parts = target.split(['?', '&']);
        parts.find_map(|it| it.strip_prefix(name)?.strip_prefix('=')?.parse().ok()).expect("a number")
    };
    let (offset, limit) = (number("offset"), number("limit"));
    let entries: Vec<_> =
        (offset..(offset + limit).min(60)).map(|n| json!({"id": n.to_string(), "name": format!("t{n}")})).collect();
    let (status, body) = if limit > 50 {
        (400, json!({"error_code": "DRS.M00202", "error_msg": "limit is invalid"}))
    } else {
        (200, json!({"jobs": entries, "total_count": 60}))
    };
    let (body, length) = (body.to_string(), body.to_string().len());
    write!(stream, "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}").expect("sent");
    format!("{offset}+{limit}")
}

#[test]
fn pages_become_shorter_until_the_service_has_them() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    // It ends with the process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let part = answer(&mut stream.expect("a connection"));
            kept.lock().expect("nobody panics").push(part);
        }
    });
    let folder = Scratch::new().file("token", "t");
    let arguments = [
        "list",
        "--type",
        "sync",
        "--endpoint",
        &url,
        "--project-id",
        "p",
        "--token-file",
        "token",
        "--output",
        "json",
    ];
    let run = folder.drs(&arguments);
    assert_eq!(run.status, 0, "{}", run.transcript());
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        found.as_array().or_else(|| found["jobs"].as_array()).expect("a list").len(),
        60,
        "{}",
        run.transcript()
    );
    assert_eq!(*asked.lock().expect("nobody panics"), ["0+100", "0+50", "50+50"]);
}
