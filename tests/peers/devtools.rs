use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::peer::browser;
use wirelark_tests::scratch::{Scratch, example};

use crate::conversation;

/// A headless browser and one of its pages.
struct Browser {
    port: String,
    page: String,
    scratch: Scratch,
    process: Running,
}

impl Browser {
    fn start() -> Option<Browser> {
        let browser = browser()?;
        let scratch = Scratch::new();
        // Its messages go to stderr, which is read as lines here.
        let mut command = Command::new("sh");
        command.args(["-c", "exec \"$0\" \"$@\" 2>&1"]).arg(browser);
        // Its sandbox does not run as root, nor in most containers; the page is a trusted one.
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]);
        command.args(["--no-first-run", "--remote-debugging-port=0"]);
        command.arg(format!("--user-data-dir={}", scratch.path("user"))).arg("about:blank");
        // Otherwise it keeps files open in the home folder.
        command.env("HOME", scratch.folder());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process = Running::start(command);
        let port = loop {
            let line = process.line();
            let listening = line.strip_prefix("DevTools listening on ws://127.0.0.1:");
            if let Some((port, _)) = listening.and_then(|rest| rest.split_once('/')) {
                break port.to_owned();
            }
        };
        let page = ask(&port, "PUT", "/json/new?about:blank");
        let page = page["id"].as_str().expect("a string").to_owned();
        Some(Browser { port, page, scratch, process })
    }

    /// The DevTools example with this change.
    fn profile(&self, change: impl FnOnce(&mut Value)) -> String {
        let text = std::fs::read(example("devtools.wirelark.json")).expect("read the file");
        let mut profile: Value = serde_json::from_slice(&text).expect("valid JSON");
        profile["variables"]["port"] = json!(self.port);
        profile["variables"]["page"] = json!(self.page);
        change(&mut profile);
        self.scratch.profile(profile)
    }
}

/// The browser's command may be a script that starts it, so the whole process group is killed.
impl Drop for Browser {
    fn drop(&mut self) {
        let line = format!("kill -KILL -{}", self.process.id());
        let _ = Command::new("sh").args(["-c", &line]).status();
    }
}

/// A response of DevTools over HTTP.
fn ask(port: &str, method: &str, path: &str) -> Value {
    let mut tcp = TcpStream::connect(format!("127.0.0.1:{port}")).expect("connect");
    write!(tcp, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")
        .expect("send the request");
    let mut answer = BufReader::new(tcp);
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line).expect("read the header");
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().expect("a number");
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).expect("the body");
    serde_json::from_slice(&body).expect("valid JSON")
}

/// Four calls with ids among a thousand events of the page that they open.
#[test]
fn devtools_pairs_replies_by_id_in_a_busy_stream() {
    let Some(browser) = Browser::start() else { return };
    let page = "data:text/html,<script>for(let i=0;i<1000;i++)console.log(i)</script>";
    let profile = browser.profile(|profile| {
        profile["variables"]["address"] = json!(page);
        for step in profile["scenarios"][0]["steps"].as_array_mut().expect("an array") {
            if step["wait"] == "5s" {
                step["wait"] = json!("10m");
            }
        }
    });
    let seen = "dir:received (field.method=Runtime.consoleAPICalled or field.id:*)";
    let (output, rows, transcript) =
        conversation::until(&browser.scratch, &profile, &[], (seen, 1004));
    assert_eq!(output.json()["lost"], 0);
    let mut ids = BTreeSet::new();
    let mut printed = Vec::new();
    for row in rows.iter().filter(|row| row.label() == "received text") {
        let text = row.text.as_deref().expect("text");
        let message: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"));
        if let Some(id) = message["id"].as_u64() {
            assert!(ids.insert(id) && message["error"].is_null(), "{text}");
        } else if message["method"] == "Runtime.consoleAPICalled" {
            printed.push(message["params"]["args"][0]["value"].as_u64().expect("a number"));
        }
    }
    assert_eq!(ids, (1..=4).collect(), "each call was answered once");
    assert_eq!(printed, (0..1000).collect::<Vec<u64>>(), "in order, none missing");
    let info = Cli::run(["transcript", "info", &transcript, "--json"]).success().json();
    let latency = &info["latency"];
    assert_eq!(latency["rule"], "field", "{latency}");
    let all = &latency["all"];
    assert_eq!([&all["requests"], &all["replies"], &all["unanswered"]], [4, 4, 0], "{latency}");
}

/// DevTools refuses a page of another origin and any host name except localhost. A profile can leave out the origin and
/// set another Host.
#[test]
fn devtools_refuses_origins_and_host_names_unless_the_profile_adapts() {
    let Some(browser) = Browser::start() else { return };
    let refused = |change: &dyn Fn(&mut Value)| {
        let output = Cli::run([
            "run",
            &browser.profile(|profile| {
                profile["scenarios"] = json!([]);
                change(&mut profile["connection"]);
            }),
        ]);
        output.code.filter(|code| *code != 0).map(|code| output.failed(code).1.to_owned())
    };
    let port = &browser.port;
    let by_name = |connection: &mut Value| {
        connection["url"] = json!("ws://devtools.test:{{port}}/devtools/page/{{page}}");
        connection["resolve"] = json!([format!("devtools.test:{port}:127.0.0.1")]);
    };
    let text = refused(&|connection| connection["origin"] = json!("http://app.test"));
    let text = text.expect("an error");
    assert!(text.contains("403") && text.contains("--remote-allow-origins"), "{text}");
    let text = refused(&by_name).expect("an error");
    assert!(text.contains("500") && text.contains("Host header"), "{text}");

    assert_eq!(refused(&|_| ()), None, "no origin, an address");
    let with_host = refused(&|connection| {
        by_name(connection);
        connection["headers"] = json!([{"name": "Host", "value": "localhost"}]);
    });
    assert_eq!(with_host, None, "a name, but a Host of its own");
}
