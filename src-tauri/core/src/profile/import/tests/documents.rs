//! HAR and AsyncAPI.

use super::{ImportKind, assert_notes, file, sent};

#[test]
fn a_har_with_every_documented_field() {
    let text = r#"{"log": {"version": "1.2", "creator": {"name": "x"}, "pages": [], "entries": [
        {"request": {"method": "GET", "url": "https://h/"}, "response": {"status": 200}},
        {"_resourceType": "websocket", "startedDateTime": "2026-01-01T00:00:00Z", "time": 5,
         "request": {"method": "GET", "url": "wss://h.example/ws?access_token=CANARY-1&a=1", "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Host", "value": "h.example"}, {"name": "Authorization", "value": "Basic bWU6Q0FOQVJZ"},
                {"name": "Cookie", "value": "sid=CANARY-2"}, {"name": "Sec-WebSocket-Protocol", "value": "a, b"}, {"name": ":path", "value": "/"}],
            "cookies": [{"name": "sid", "value": "CANARY-2"}], "queryString": [{"name": "a", "value": "1"}], "headersSize": 1, "bodySize": 0},
         "response": {"status": 101, "headers": []},
         "_webSocketMessages": [
            {"type": "send", "time": 1.5, "opcode": 1, "data": "{\"token\":\"CANARY-3\",\"a\":\"{{b}}\"}"},
            {"type": "send", "time": 1.6, "opcode": 2, "data": "AAEC"},
            {"type": "receive", "time": 1.7, "opcode": 1, "data": "hi"},
            {"type": "error", "time": 1.8, "data": "x"},
            {"type": "send", "time": 1.9, "opcode": 9, "data": ""},
            {"type": "send", "time": 2.0, "opcode": 2, "data": "?"}]}]}}"#;
    let imported = file("x.har", text, None);
    assert_eq!(imported.kind, ImportKind::Har);
    let profile = &imported.profiles[0];
    assert_eq!(
        profile.connection.url,
        "wss://h.example/ws?access_token={{secret:access_token}}&a=1"
    );
    assert_eq!(profile.connection.auth.user, "me");
    assert_eq!(profile.connection.subprotocols, ["a", "b"]);
    assert_eq!(profile.connection.cookies.send[0].value, "{{secret:cookie_sid}}");
    assert_eq!(sent(profile, "Sent 2"), "000102");
    assert!(profile.messages[0].text.contains("{{literal:b}}"));
    assert_eq!(profile.scenarios[0].steps.len(), 2);
    assert_notes(
        &imported,
        &[
            "1 entries are not WebSocket",
            "HTTP/2",
            "received messages",
            "not valid base64",
            "times between messages",
        ],
    );
}

#[test]
fn asyncapi_3_with_its_websocket_binding() {
    let text = r#"
asyncapi: 3.0.0
info: {title: T, version: '1'}
servers:
  prod: {host: 'h.example:8443', pathname: /v1, protocol: wss, variables: {}, security: [{type: apiKey}]}
  bus: {host: b, protocol: mqtt}
channels:
  feed:
    address: /feed/{room}
    title: Feed
    description: words
    servers: [{$ref: '#/servers/prod'}]
    parameters: {room: {default: lobby}}
    bindings:
      ws:
        method: POST
        query: {type: object, properties: {token: {type: string}, v: {type: integer, enum: [2, 3]}}}
        headers: {type: object, properties: {X-Trace: {type: string}}}
        bindingVersion: 0.1.0
    messages:
      hello: {$ref: '#/components/messages/hello'}
      made: {payload: {$ref: '#/components/schemas/node'}, contentType: application/json, summary: s}
operations: {send: {action: send}}
components:
  messages:
    hello: {name: hello, title: Hello, contentType: application/json, examples: [{payload: {a: 1, password: CANARY-1}}], payload: {type: object}}
  schemas:
    node: {type: object, properties: {n: {type: integer, minimum: 3}, next: {$ref: '#/components/schemas/node'}, s: {enum: [x]}}}
"#;
    let imported = file("api.yaml", text, None);
    assert_eq!(imported.kind, ImportKind::AsyncApi);
    let [profile] = imported.profiles.as_slice() else { panic!("{imported:?}") };
    assert_eq!(profile.connection.url, "wss://h.example:8443/v1/feed/{{room}}");
    assert_eq!(profile.variables["room"].as_str(), "lobby");
    let query: Vec<_> = profile
        .connection
        .query
        .iter()
        .map(|pair| (pair.name.as_str(), pair.value.as_str()))
        .collect();
    assert_eq!(query, [("token", "{{secret:token}}"), ("v", "2")]);
    assert_eq!(profile.connection.headers[0].value, "{{X-Trace}}");
    assert_eq!(profile.messages[0].text, "{\"a\":1,\"password\":\"{{secret:password}}\"}");
    assert!(
        profile.messages[1].text.starts_with("{\"n\":3,\"next\":{\"n\":3,"),
        "{}",
        profile.messages[1].text
    );
    assert_notes(
        &imported,
        &[
            "protocol mqtt",
            "always GET",
            "security schemes",
            "description",
            "no example",
            "summary",
            "info",
        ],
    );
}

#[test]
fn asyncapi_2_joins_the_channel_to_the_servers_url() {
    let text = r#"{"asyncapi": "2.6.0", "info": {}, "servers": {"s": {"url": "ws://h:1/base", "protocol": "ws"}},
        "channels": {"/chat": {"publish": {"message": {"oneOf": [{"name": "a", "payload": {"type": "string", "default": "hi"}, "contentType": "text/plain"}]}},
            "subscribe": {"message": {"name": "b", "payload": {"type": "boolean"}}}}}}"#;
    let imported = file("api.json", text, None);
    assert_eq!(imported.profiles[0].connection.url, "ws://h:1/base/chat");
    assert_eq!(sent(&imported.profiles[0], "a"), "hi");
    assert_eq!(sent(&imported.profiles[0], "b"), "false");
}

#[test]
fn hostile_documents_are_refused_within_limits() {
    let bomb = format!(
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n{}asyncapi: 3.0.0\n",
        (1..30)
            .map(|i| format!(
                "{}: &{} [*{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}]\n",
                name(i),
                name(i),
                p = name(i - 1)
            ))
            .collect::<String>()
    );
    fn name(i: usize) -> String {
        if i == 0 { "a".to_owned() } else { format!("b{i}") }
    }
    let deep = format!("asyncapi: {}", "[".repeat(100_000));
    let deep_json = format!("{{\"a\": {}", "[".repeat(100_000));
    let many = format!("a:\n{}", "- x\n".repeat(300_000));
    let cycle = "asyncapi: 3.0.0\nservers: {s: {$ref: '#/servers/t'}, t: {$ref: '#/servers/s'}}\nchannels: {c: {$ref: '#/channels/c'}}\n";
    for text in [bomb.as_str(), &deep, &deep_json, &many, cycle] {
        let source = super::ImportSource::from_bytes("x.yaml", text.as_bytes().to_vec())
            .expect("within the limit");
        for kind in [ImportKind::AsyncApi, ImportKind::Insomnia, ImportKind::Yaak, ImportKind::Har]
        {
            assert!(super::import(&source, Some(kind)).is_err());
        }
    }
    // Schemas that multiply.
    let properties: String = (0..20).map(|i| format!("p{i}: {{$ref: '#/s'}}, ")).collect();
    let wide = format!(
        "asyncapi: 3.0.0\nservers: {{a: {{host: h, protocol: ws}}}}\nchannels: {{c: {{messages: {{m: {{payload: {{$ref: '#/s'}}}}}}}}}}\ns: {{properties: {{{properties}}}}}\n"
    );
    let imported = file("x.yaml", &wide, Some(ImportKind::AsyncApi));
    assert!(imported.profiles[0].messages[0].text.len() < 1 << 20);
}
