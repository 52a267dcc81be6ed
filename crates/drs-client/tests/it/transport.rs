//! No response, or not the whole of one.

use std::fmt::Write as _;
use std::time::Duration;

use drs_client::{Client, Error, RetryPolicy, Service, TransportKind};
use insta::assert_snapshot;
use tokio::net::TcpListener;
#[cfg(target_os = "linux")]
use tokio::net::{TcpSocket, TcpStream};

use crate::failures::{error, update};
use crate::hostile::kind;
use crate::peer::{Peer, Response};
use crate::{TOKEN, builder};

fn transport(error: &Error) -> (TransportKind, Option<u16>) {
    match error {
        Error::Transport { kind, status, .. } => (*kind, *status),
        Error::Unknown { source, .. } => transport(source),
        _ => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_body_that_is_cut_off() {
    for headers in ["Content-Length: 100", "Transfer-Encoding: chunked"] {
        let error = error(Response::raw(&format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{{\"status\""))).await;
        assert_eq!(transport(&error), (TransportKind::Body, Some(200)), "{headers}");
        assert_eq!(
            error.to_string(),
            "whether `update_job` was carried out is unknown: no complete answer to `update_job`: the answer is cut off"
        );
    }
}

#[tokio::test]
async fn no_response() {
    for bytes in ["", "HTTP/1.1 200", "SSH-2.0-OpenSSH_9.9\r\n"] {
        let error = error(Response::raw(bytes)).await;
        assert_eq!(transport(&error), (TransportKind::Exchange, None), "{bytes}");
    }
}

#[tokio::test]
async fn the_time_runs_out() {
    for (bytes, status) in [("", None), ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", Some(200))] {
        let peer = Peer::start(Response::then_silence(bytes)).await;
        let client = builder(&peer).change_timeout(Duration::from_millis(300)).build().unwrap();
        let error = update(client).await.unwrap_err();
        assert_eq!(transport(&error), (TransportKind::Timeout, status));
    }
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_peer_without_tls_learns_nothing() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let received = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut first = vec![0; 4096];
        let count = stream.read(&mut first).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await.unwrap();
        first.truncate(count);
        first
    });
    let client = Client::builder().endpoint(Service::Drs, url).project_id("p").token(TOKEN).retry(RetryPolicy::never());
    let error = update(client.build().unwrap()).await.unwrap_err();
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    let received = received.await.unwrap();
    // The first byte of a TLS handshake.
    assert_eq!(received[0], 0x16);
    assert!(!received.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes()));
}

#[tokio::test]
async fn the_connection_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .endpoint(Service::Drs, url)
        .project_id("p")
        .token(TOKEN)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = update(client).await.unwrap_err();
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    let cause = std::error::Error::source(&error).unwrap();
    assert!(cause.to_string().contains("/v5/p/jobs/"), "{cause}");
    assert!(!format!("{error} {error:?} {cause}").contains(TOKEN));
}

/// Linux leaves those waiting for whom a listener has no place, so a few connections that nobody accepts make one that hangs.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_time_for_connecting_runs_out() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let connect = || tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address));
    let mut accepted = Vec::new();
    while let Ok(stream) = connect().await {
        accepted.push(stream.unwrap());
    }
    let client = Client::builder().endpoint(Service::Drs, format!("http://{address}")).project_id("p").token(TOKEN);
    let client = client.retry(RetryPolicy::never()).connect_timeout(Duration::from_millis(300)).build().unwrap();
    let error = update(client).await.unwrap_err();
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    assert_eq!(error.endpoint(), Some(format!("http://{address}")));
}

#[tokio::test]
async fn a_response_without_end_is_given_up() {
    let announced = Response::raw("HTTP/1.1 200 OK\r\nX-Request-Id: f00d\r\nContent-Length: 67108865\r\n\r\n{}");
    let chunk = format!("400000\r\n{}\r\n", " ".repeat(4 << 20));
    let chunked = format!("HTTP/1.1 502 X\r\nTransfer-Encoding: chunked\r\n\r\n{}1\r\n \r\n", chunk.repeat(16));
    let mut shown = String::new();
    for response in [announced, Response::then_silence(&chunked)] {
        let peer = Peer::start(response).await;
        let error = update(builder(&peer).build().unwrap()).await.unwrap_err();
        assert_eq!(kind(&error), "Unknown(TooLong)");
        writeln!(shown, "{error}").unwrap();
    }
    assert_snapshot!(shown, @r"
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 200 is longer than 64 MiB
    whether `update_job` was carried out is unknown: the answer to `update_job` with status 502 is longer than 64 MiB
    ");
}
