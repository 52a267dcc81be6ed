//! An HTTP/1.1 peer: it records what it receives and responses with prepared bytes, one response a connection.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the peer answers.
pub(crate) struct Response {
    bytes: Vec<u8>,
    silent: bool,
}

impl Response {
    /// A whole response with a body of JSON.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::with(status, "Content-Type: application/json", body)
    }

    /// A whole response with header lines of its own.
    pub(crate) fn with(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(&format!(
            "HTTP/1.1 {status} X\r\nConnection: close\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    /// These bytes, then the end of the connection.
    pub(crate) fn raw(bytes: &str) -> Self {
        Self { bytes: bytes.as_bytes().to_vec(), silent: false }
    }

    /// These bytes, then nothing, with the connection kept open.
    pub(crate) fn then_silence(bytes: &str) -> Self {
        Self { silent: true, ..Self::raw(bytes) }
    }
}

/// A request as it was received.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// First line without the version.
    pub(crate) target: String,
    /// Header lines with lower-case names, in order.
    pub(crate) headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: String,
}

impl Request {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The request as a reader wants it: the token masked, the port and the version left out, the body indented.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.target)?;
        for (name, value) in &self.headers {
            let shown = match name.as_str() {
                "x-auth-token" => "***",
                "host" => "127.0.0.1",
                "user-agent" => value.split('/').next().unwrap_or_default(),
                "content-length" => "…",
                _ => value,
            };
            writeln!(f, "{name}: {shown}")?;
        }
        match serde_json::from_str::<serde_json::Value>(&self.body) {
            Ok(body) => write!(f, "\n{body:#}"),
            Err(_) => write!(f, "\n{}", self.body),
        }
    }
}

/// The listening peer.
pub(crate) struct Peer {
    address: SocketAddr,
    served: JoinHandle<Vec<Request>>,
}

impl Peer {
    /// Listens on a free port of this machine for one request.
    pub(crate) async fn start(response: Response) -> Self {
        Self::start_many(vec![response]).await
    }

    /// Listens on a free port of this machine for as many requests as there are responses.
    pub(crate) async fn start_many(responses: Vec<Response>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = tokio::spawn(async move {
            let mut requests = Vec::new();
            for response in responses {
                let (mut stream, _) = listener.accept().await.unwrap();
                requests.push(read(&mut stream).await.expect("the request is whole"));
                stream.write_all(&response.bytes).await.unwrap();
                stream.flush().await.unwrap();
                if response.silent {
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_mins(1)).await;
                        drop(stream);
                    });
                }
            }
            requests
        });
        Self { address, served }
    }

    /// Address of the peer.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The last request, after all were answered.
    pub(crate) async fn received(self) -> Request {
        self.all().await.pop().unwrap()
    }

    /// Every request, after all were answered.
    pub(crate) async fn all(self) -> Vec<Request> {
        self.served.await.unwrap()
    }

    /// Whether an response is still waiting for its request.
    pub(crate) fn is_waiting(&self) -> bool {
        !self.served.is_finished()
    }
}

/// The next request on a connection; `None` if the connection ends before it does.
pub(crate) async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = head {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let mut lines = head.split("\r\n");
            let target = lines.next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
            let headers: Vec<_> = lines
                .map(|line| line.split_once(": ").unwrap())
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect();
            let length = headers.iter().find(|(name, _)| name == "content-length");
            let length = length.map_or(0, |(_, value)| value.parse::<usize>().unwrap());
            if bytes.len() >= end + 4 + length {
                let body = String::from_utf8(bytes[end + 4..].to_vec()).unwrap();
                return Some(Request { target, headers, body });
            }
        }
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
    }
}
