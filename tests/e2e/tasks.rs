//! Common tasks, by the number of actions: each click, key chord and answer to a file dialog counts; typed text does
//! not.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use fantoccini::Locator;
use fantoccini::actions::{
    InputSource, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use serde_json::json;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
/// Number of messages among which the bad one is.
const MANY: usize = 10_000;
/// Number of the bad message, from 1.
const BAD: usize = 7_314;

/// Counts actions. Nothing else in a test may act on the window.
struct Hands<'a> {
    app: &'a App,
    actions: Cell<u32>,
}

impl<'a> Hands<'a> {
    fn on(app: &'a App) -> Hands<'a> {
        Hands { app, actions: Cell::new(0) }
    }

    fn count(&self) {
        self.actions.set(self.actions.get() + 1);
    }

    /// Waits until the element is visible, uncovered and enabled, so that a user could click it.
    async fn target(&self, css: &str) -> Element {
        let ready = format!(
            "const e = document.querySelector({css:?}); if (!e || e.disabled) return false; \
             const {{left, top, width, height}} = e.getBoundingClientRect(); \
             const hit = document.elementFromPoint(left + width / 2, top + height / 2); \
             return !!hit && (e.contains(hit) || hit.contains(e))"
        );
        self.app.until(&format!("{css} can be clicked"), &ready).await;
        self.app.page.find(Locator::Css(css)).await.expect("the program is installed")
    }

    async fn press(&self, css: &str, button: u64) {
        let element = self.target(css).await;
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        self.app.page.perform_actions(mouse).await.expect("perform the actions");
        self.count();
    }

    async fn click(&self, testid: &str) {
        self.press(&format!("[data-testid={testid:?}]"), MOUSE_BUTTON_LEFT).await;
    }

    async fn right_click(&self, css: &str) {
        self.press(css, MOUSE_BUTTON_RIGHT).await;
    }

    /// Presses one key, or several at once.
    async fn chord(&self, keys: &str) {
        self.app.keys(&[keys]).await;
        self.count();
    }

    /// Types into the focused element, which an action or the app has focused.
    async fn type_text(&self, text: &str) {
        self.app
            .until(
                "a text field has the focus",
                "return !!document.activeElement?.matches('input, textarea')",
            )
            .await;
        for character in text.chars() {
            self.app.keys(&[&character.to_string()]).await;
        }
    }

    /// Answers a file dialog, which counts as one action.
    fn answer(&self, home: &Home, path: &Path) {
        home.answer_dialog(path);
        self.count();
    }

    #[track_caller]
    fn took(&self, at_most: u32) {
        let actions = self.actions.get();
        assert!(actions <= at_most, "{actions} actions, at most {at_most} allowed");
    }
}

/// Selector of the row at this position.
fn row(position: u32) -> String {
    format!("[role=row][data-index=\"{position}\"]")
}

/// Writes a profile to the app's folder.
fn profile(home: &Home, name: &str, more: &serde_json::Value) {
    let mut whole = json!({"wirelark": 1, "name": name});
    for (key, value) in more.as_object().expect("an object") {
        whole[key] = value.clone();
    }
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let file = home.profiles().join(format!("{name}.wirelark.json"));
    fs::write(file, whole.to_string()).expect("write the file");
}

/// Starts the app with this profile, connected; not part of any task.
async fn connected(home: &Home, name: &str) -> App {
    let app = App::start(home).await;
    app.click_text("profile", name).await;
    app.click("connect").await;
    app.until(
        "the connection is open",
        "return ['open', 'loggedIn'].includes(document.querySelector('[data-testid=state]')?.dataset.state)",
    )
    .await;
    app
}

#[tokio::test]
async fn connecting_to_a_server_takes_1_action() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    let app = App::start(&home).await;
    let hands = Hands::on(&app);
    // On the first start the URL has the focus.
    hands.type_text(&server.url()).await;
    hands.chord(ENTER).await;
    app.wait_for_state("open").await;
    hands.took(1);
    app.quit().await;
}

#[tokio::test]
async fn setting_services_takes_2_actions() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    profile(&home, "own", &json!({"connection": {"url": server.url()}}));
    let app = connected(&home, "own").await;
    let hands = Hands::on(&app);
    hands.click("service-add").await;
    hands.type_text("orders").await;
    hands.click("set-services").await;
    app.wait_for_row(&["↑", "[\"orders\"]"]).await;
    hands.took(2);
    app.quit().await;
}

/// Ten thousand pushes, one of which is a refusal.
fn one_bad_of_many() -> FaultServer {
    let message = |n: usize| {
        let code: i32 = if n == BAD { -2 } else { 100 };
        let text = format!("{{\"n\": {n}}}");
        frames::frame(frames::BINARY, &[&code.to_le_bytes()[..], text.as_bytes()].concat())
    };
    let bytes = (1..=MANY).flat_map(message).collect();
    FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay })
}

/// Starts the app, and waits for all of these messages.
async fn received(home: &Home, server: &FaultServer) -> App {
    profile(home, "many", &json!({"connection": {"url": server.url()}}));
    let app = connected(home, "many").await;
    app.wait_for_count("stored", MANY as u64).await;
    app
}

#[tokio::test]
async fn finding_one_bad_row_of_10_000_in_context_takes_3_actions() {
    let (home, server) = (Home::new(), one_bad_of_many());
    let app = received(&home, &server).await;
    let hands = Hands::on(&app);
    hands.click("filter").await;
    hands.type_text("code:-2").await;
    hands.chord(DOWN).await;
    app.until(
        "only this row is selected",
        "return document.activeElement?.matches('[role=grid]') && document.querySelectorAll('[role=row][data-index]').length === 1 && !!document.querySelector('[role=row][aria-selected=true]')",
    )
    .await;
    hands.chord("c").await;
    let around = format!(
        "const rows = [...document.querySelectorAll('[role=row][data-index]')].map(r => [r.querySelector('[aria-selected=true]') || r.matches('[aria-selected=true]') ? 'on' : '', r.innerText]); \
         const at = rows.findIndex(([on]) => on); \
         return at > 0 && rows[at][1].includes('{{\"n\": {BAD}}}') && rows[at - 1][1].includes('{{\"n\": {}}}') && rows[at + 1]?.[1].includes('{{\"n\": {}}}')",
        BAD - 1,
        BAD + 1
    );
    app.until("it is selected among its neighbours", &around).await;
    let offered = "return !!document.querySelector('[data-testid=details-context]')";
    app.until("that is not offered again", &format!("return !(() => {{ {offered} }})()")).await;
    hands.took(3);
    app.quit().await;
}

#[tokio::test]
async fn sending_a_row_again_takes_2_actions() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    let hello = json!([{"name": "hello", "type": "text", "text": "hello there"}]);
    profile(&home, "echo", &json!({"connection": {"url": server.url()}, "messages": hello}));
    let app = connected(&home, "echo").await;
    app.click_text("saved-message", "hello").await;
    app.wait_for_row(&["↓", "hello there"]).await;
    let sent = "return [...document.querySelectorAll('[role=row][data-index]')].filter(r => r.innerText.includes('hello there')).length";
    app.until("sent and echoed", &format!("{sent} === 2")).await;
    let hands = Hands::on(&app);
    let last = app
        .until(
            "its place",
            "return String([...document.querySelectorAll('[role=row][data-index]')].findLast(r => r.innerText.includes('hello there')).dataset.index)",
        )
        .await;
    let last = last.as_str().and_then(|index| index.parse().ok()).expect("a number");
    hands.right_click(&row(last)).await;
    hands.click("send-row-again").await;
    app.until("sent again and echoed", &format!("{sent} === 4")).await;
    hands.took(2);
    app.quit().await;
}

#[tokio::test]
async fn sharing_a_profile_takes_3_actions() {
    let home = Home::new();
    profile(&home, "mine", &json!({"connection": {"url": "ws://127.0.0.1:1/"}}));
    let app = App::start(&home).await;
    let hands = Hands::on(&app);
    let shared = home.path("for-you.wirelark.json");
    hands.right_click("[data-testid=profile]").await;
    hands.answer(&home, &shared);
    hands.click("profile-share").await;
    app.wait_for_text("toast", "for-you").await;
    hands.took(3);
    assert!(fs::read_to_string(shared).expect("read the file").contains("\"mine\""));
    app.quit().await;
}

#[tokio::test]
async fn reporting_a_server_s_bug_takes_4_actions() {
    let (home, server) = (Home::new(), one_bad_of_many());
    let app = received(&home, &server).await;
    let hands = Hands::on(&app);
    hands.click("filter").await;
    hands.type_text("code:-2").await;
    app.until(
        "the row is found",
        "return document.querySelector('[data-testid=hits]')?.dataset.value === '1' && document.querySelectorAll('[role=row][data-index]').length === 1",
    )
    .await;
    hands.right_click(&row(0)).await;
    hands.click("copy-report").await;
    app.wait_for_text("toast", "report").await;
    hands.took(4);
    // The copied report contains the row, its neighbours, and the handshake.
    app.click("paste").await;
    let report = app
        .until(
            "the report is pasted",
            "return document.querySelector('[data-testid=message]')?.value.includes('# Report') && document.querySelector('[data-testid=message]').value",
        )
        .await;
    let report = report.as_str().expect("a string");
    for n in [BAD - 5, BAD, BAD + 5] {
        assert!(report.contains(&format!("{{\"n\": {n}}}")), "{n} in {report}");
    }
    assert!(report.contains("101 Switching Protocols"), "{report}");
    app.quit().await;
}
