//! A busy stream: everything is stored, nothing is lost, and the window stays responsive.

use wirelark_tests::fault::{Behaviour, FaultServer, Then};

use crate::app::{App, Home};

const MESSAGES: u64 = 1_000_000;

#[tokio::test]
async fn the_window_stays_responsive_during_a_million_messages() {
    let home = Home::new();
    let server =
        FaultServer::start(Behaviour::Flood { count: MESSAGES, size: 64, then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("open").await;

    // Clicks take effect while messages arrive: another message type, a menu, a key.
    app.click("type-hex").await;
    app.until("the click was answered", "return document.querySelector('[data-testid=type-hex]').ariaChecked === 'true' || document.querySelector('[data-testid=type-hex]').getAttribute('aria-checked') === 'true'").await;
    app.click("main-menu").await;
    app.find("menu-about").await;
    app.keys(&["\u{e00c}"]).await;

    assert_eq!(app.wait_for_count("received", MESSAGES).await, MESSAGES);
    assert_eq!(app.wait_for_count("stored", MESSAGES).await, MESSAGES);
    assert_eq!(app.wait_for_count("shown", MESSAGES).await, MESSAGES);
    assert_eq!(app.wait_for_count("lost", 0).await, 0);

    // The first and the last row are in their places.
    app.focus_table().await;
    app.keys(&["\u{e010}"]).await;
    app.until(
        "the last row",
        &format!("return !!document.querySelector('[data-index=\"{}\"]')", MESSAGES - 1),
    )
    .await;
    app.keys(&["\u{e011}"]).await;
    app.until("the first row", "return !!document.querySelector('[data-index=\"0\"]')").await;

    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    assert_eq!(app.wait_for_count("lost", 0).await, 0);
    app.quit().await;
}
