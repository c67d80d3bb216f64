use wirelark_tests::cli::Cli;

#[test]
fn the_program_carries_its_manifest_version_and_icon() {
    let program = std::fs::read(Cli::path()).expect("read the program");
    let holds = |text: &[u8]| program.windows(text.len()).any(|bytes| bytes == text);
    for declared in [">UTF-8</activeCodePage>", ">true</longPathAware>", "level=\"asInvoker\""] {
        assert!(holds(declared.as_bytes()), "{declared}");
    }
    // Version resources are UTF-16.
    for text in ["FileDescription", "Wirelark without a window, for pipelines"] {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(holds(&wide), "{text}");
    }
}
