use std::net::SocketAddr;

use serde_json::json;
use tokio::net::TcpListener;
use wirelark_tests::certificate::{self, Identity};
use wirelark_tests::fault::tls::{TlsEnd, TlsFront};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::in_process;
use wirelark_tests::proxy::{self, Conditions, End};
use wirelark_tests::scratch::Scratch;

/// The error code of a connection to `to` through a proxy with these conditions.
async fn error_through(
    scratch: &Scratch,
    to: SocketAddr,
    (up, down): (Conditions, Conditions),
    tls: Option<&str>,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("bind a port");
    let peer = listener.local_addr().expect("the local address");
    let proxy = tokio::spawn(proxy::serve(listener, to, up, down));
    // Longer than the test may last: the end must be noticed, not timed out.
    let timeouts = json!({"connect": "10m", "tls": "10m", "upgrade": "10m", "close": "10m"});
    let connection = match tls {
        None => json!({"url": format!("ws://{peer}/"), "timeouts": timeouts}),
        Some(ca) => json!({"url": format!("wss://{peer}/"), "timeouts": timeouts, "ca_file": ca}),
    };
    let connection = in_process::connect(scratch, connection);
    let ended = connection.until(|_| false);
    let status =
        tokio::time::timeout(wirelark_tests::PATIENCE, ended).await.expect("the connection ends");
    connection.stored().await;
    proxy.abort();
    status.error.expect("an error").code().to_owned()
}

fn cut(after: u64, end: End) -> Conditions {
    Conditions { end: Some((after, end)), ..Conditions::default() }
}

#[test]
fn case_17_cut_at_each_byte_of_the_server_s_answer() {
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Fin });
    let size = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                Sec-WebSocket-Accept: 1234567890123456789012345678\r\n\r\n"
        .len() as u64;
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        for end in [End::Fin, End::Reset] {
            for at in 0..=size {
                let ways = (Conditions::default(), cut(at, end));
                let code = error_through(&scratch, server.address(), ways, None).await;
                let wanted: &[&str] = match (at, end) {
                    (at, End::Fin) if at == size => &["connection_lost"],
                    (at, _) if at == size => &["connection_reset"],
                    (0, _) | (_, End::Reset) => &["upgrade_ended"],
                    _ => &["upgrade_malformed"],
                };
                assert!(wanted.contains(&&*code), "{end:?} after {at} of {size}: {code}");
            }
        }
    });
}

#[test]
fn case_17_cut_at_each_byte_of_our_request() {
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Fin });
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        for end in [End::Fin, End::Reset] {
            let mut at = 0;
            // Until the whole request passes, and the cut comes after the handshake.
            loop {
                let ways = (cut(at, end), Conditions::default());
                match &*error_through(&scratch, server.address(), ways, None).await {
                    "upgrade_ended" => {}
                    "connection_lost" | "connection_reset" => break,
                    other => panic!("{end:?} after {at}: {other}"),
                }
                at += 1;
                assert!(at < 1000, "no request is that long");
            }
            assert!(at > 100, "{at}");
        }
    });
}

/// Each phase begins after the last byte of the one before, wherever the connection is cut.
#[test]
fn case_17_cut_within_tls() {
    const STEP: u64 = 61;
    let root = certificate::root("Root");
    let own = Identity::signed(&certificate::params("server", &["127.0.0.1"]), &root);
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Fin });
    let front = TlsFront::start(own.server(None), server.address(), TlsEnd::CloseNotify);
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let ca = scratch.file("ca.pem", root.pem());
        for end in [End::Fin, End::Reset] {
            let mut phases: Vec<&str> = Vec::new();
            for at in (0..).step_by(STEP as usize) {
                assert!(at < 20_000, "no handshake is that long: {phases:?}");
                let ways = (Conditions::default(), cut(at, end));
                let code = error_through(&scratch, front.address(), ways, Some(&ca)).await;
                let phase = match &*code {
                    "tls_failed" | "tls_not_tls" => "tls",
                    "upgrade_ended" | "upgrade_malformed" => "upgrade",
                    "connection_lost" | "connection_reset" => "open",
                    other => panic!("{end:?} after {at}: {other}"),
                };
                if phases.last() != Some(&phase) {
                    phases.push(phase);
                }
                if phase == "open" {
                    break;
                }
            }
            assert_eq!(phases, ["tls", "upgrade", "open"]);
        }
    });
}
