//! A host on this machine that behaves as it is told, one connection after the other, and counts what it sees.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::peer::{Request, read};

/// What a connection meets.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Its request is answered with these bytes, and the connection is closed.
    Answer(Vec<u8>),
    /// The same, byte for byte.
    Dribble(Vec<u8>),
    /// The same, and the connection is kept open.
    Hang(Vec<u8>),
    /// The connection is kept open until more bytes come, and closed then.
    CloseOnNext(Vec<u8>),
    /// It is reset before the request is read.
    ResetBefore,
    /// It is reset after these bytes of an answer.
    ResetAfter(Vec<u8>),
}

/// An answer with a body of JSON.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Act {
    Act::Answer(bytes(status, headers, body))
}

/// The bytes of an answer. Header lines end with a line break.
pub(crate) fn bytes(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[derive(Debug, Default)]
struct Seen {
    connections: usize,
    requests: Vec<Request>,
}

/// The host. It goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Host {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    accepting: JoinHandle<()>,
}

impl Drop for Host {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Host {
    /// A host whose connections meet these acts, the last one again and again.
    pub(crate) async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let mut acts: VecDeque<_> = acts.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::clone(&seen);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                let act = if acts.len() > 1 { acts.pop_front() } else { acts.front().cloned() };
                tokio::spawn(meet(stream, act.unwrap(), Arc::clone(&shared)));
            }
        });
        Self { address, seen, accepting }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// The whole requests that came.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().requests.clone()
    }
}

async fn meet(mut stream: TcpStream, act: Act, seen: Arc<Mutex<Seen>>) {
    if matches!(act, Act::ResetBefore) {
        stream.set_zero_linger().unwrap();
        return;
    }
    let Some(request) = read(&mut stream).await else { return };
    seen.lock().unwrap().requests.push(request);
    match act {
        Act::ResetBefore => {}
        Act::Answer(bytes) => stream.write_all(&bytes).await.unwrap_or_default(),
        Act::Dribble(bytes) => {
            for byte in bytes {
                stream.write_all(&[byte]).await.unwrap();
                stream.flush().await.unwrap();
                tokio::task::yield_now().await;
            }
        }
        Act::Hang(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            tokio::time::sleep(Duration::from_mins(1)).await;
        }
        Act::CloseOnNext(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            if let Some(request) = read(&mut stream).await {
                seen.lock().unwrap().requests.push(request);
            }
        }
        Act::ResetAfter(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            stream.flush().await.unwrap();
            stream.set_zero_linger().unwrap();
        }
    }
}
