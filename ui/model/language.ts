// The system's language as the page's libraries may use it.

/** Under LANG=C or POSIX the webview reports a language that `Intl` refuses, and uPlot formats with it as it loads. */
export function giveLanguage(navigator: { readonly language: string }, instead: string): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: instead, configurable: true });
  }
}
