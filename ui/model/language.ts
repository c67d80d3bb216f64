// Workaround for system languages that the page's libraries reject.

/** Under LANG=C or POSIX the webview reports a language that `Intl` rejects, and uPlot uses it while loading. */
export function overrideLanguage(navigator: { readonly language: string }, instead: string): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: instead, configurable: true });
  }
}
