// The window's icons: strokes on a 16-pixel square, in the text colour. Each has one meaning, which icons.test.ts
// lists.

import { html, svg } from "./html";

export const ICONS = {
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.5l3.2 3.2L13 4.8",
  alert: "M8 5v4M8 11.4v.2M8 1.8l6.6 12H1.4z",
  dot: "M8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6z",
  off: "M8 2v5M4.5 4.2a5.2 5.2 0 107 0",
  dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  save: "M3 2.5h8l2.5 2.5v8.5h-11V2.5zM5 2.5v3.5h5V2.5M5 13.5V9.5h6v4",
  play: "M4.5 3l8 5-8 5z",
  stop: "M4 4h8v8H4z",
  lock: "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 015 0v2.5",
  unlock: "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 014.8-1",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 100 4 2 2 0 000-4z",
  search: "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.4 10.4l3.1 3.1",
  up: "M8 13V3M4 7l4-4 4 4",
  follow: "M8 2v8M4.5 6.5L8 10l3.5-3.5M3 13.5h10",
  trash: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M6.7 7v4M9.3 7v4",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  wrap: "M2.5 4h11M2.5 8h8.5a2.3 2.3 0 010 4.5H8M9.7 10.5L8 12.5l1.7 1.8M2.5 12h3",
  sidebar: "M2 3h12v10H2zM6 3v10",
  compose: "M2 3h12v10H2zM8.5 3v10M4.2 6h2.2M4.2 8.5h2.2",
  "dock-right": "M2 3h12v10H2zM9.5 3v10",
  "dock-below": "M2 3h12v10H2zM2 9h12",
  end: "M4 3.5L8.5 8 4 12.5M11.5 3.5v9",
  pin: "M5.6 2.5h4.8M6.5 2.5v4.2L4.2 9.2h7.6L9.5 6.7V2.5M8 9.2v4.6",
  compare: "M2.5 3h3.8v10H2.5zM9.7 3h3.8v10H9.7zM7 6.6h2M7 9.4h2",
  send: "M14 2.2L7.3 8.9M14 2.2L9.8 13.8 7.3 8.9 2.2 6.5z",
  timer: "M8 3.5a5 5 0 100 10 5 5 0 000-10zM6.5 1.5h3M8 6v2.8",
  chevron: "M6 3.5L10.5 8 6 12.5",
  server: "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01",
  bookmark: "M4 2.5h8v11l-4-3-4 3z",
  edit: "M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4zM9.5 4.3l2.2 2.2",
  file: "M4 1.8h5l3 3v9.4H4zM9 1.8v3h3",
  export: "M8 9.8V2.2M5 5l3-3 3 3M2.5 10.5v3h11v-3",
  clear: "M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM4 4l8 8",
  fold: "M4 4l4 4 4-4M3.5 12.5h9",
  unfold: "M4 8l4-4 4 4M3.5 12.5h9",
  context: "M2.5 3.5h11M2.5 8h2M6.5 8h7M2.5 12.5h11M4.5 6.4v3.2",
  filter: "M2.5 3.5h11L9.3 8.6v4.6l-2.6-1.4V8.6z",
  import: "M8 2v7.5M5 6.8L8 9.8l3-3M2.5 10.5v3h11v-3",
  layers: "M8 2.2L2 5.3l6 3.1 6-3.1zM2 8.2l6 3.1 6-3.1M2 11l6 3.1 6-3.1",
  grip: "M6 3.8h.01M10 3.8h.01M6 8h.01M10 8h.01M6 12.2h.01M10 12.2h.01",
  braces:
    "M6 2.5c-2 0-2 1-2 2.5S4 8 2.5 8C4 8 4 9.5 4 11s0 2.5 2 2.5" +
    "M10 2.5c2 0 2 1 2 2.5s0 3 1.5 3c-1.5 0-1.5 1.5-1.5 3s0 2.5-2 2.5",
  paste: "M5.5 3.5h-2v10h9v-10h-2M5.5 2h5v3h-5zM6 8.5h4M6 11h4",
  repeat: "M3 7.5V6a2 2 0 012-2h7.5M10.5 2l2 2-2 2M13 8.5V10a2 2 0 01-2 2H3.5M5.5 14l-2-2 2-2",
  reconnect: "M13 8a5 5 0 11-1.6-3.7M13.2 2.2v2.9h-2.9",
  inspect: "M2.5 3h8M2.5 7h4M2.5 11h3M10.2 7.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6zM12.4 12.2l1.8 1.8",
  clock: "M8 2a6 6 0 100 12A6 6 0 008 2zM8 4.8V8l2.3 1.6",
  chart: "M2.5 2.5v11h11M5 10.5l2.5-3.5 2 2 3.5-5",
  heart: "M8 13.2L3.2 8.4a3 3 0 014.2-4.3l.6.6.6-.6a3 3 0 014.2 4.3zM2.5 13.5l11-11",
  sliders: "M2.5 4.5h5M10.5 4.5h3M2.5 11.5h3M8.5 11.5h5M9 3v3M7 10v3",
  handshake: "M2.5 5.5h8.5M8.5 3l2.5 2.5L8.5 8M13.5 10.5H5M7.5 8L5 10.5 7.5 13",
  shield: "M8 1.8l5 2v4c0 3-2 5.2-5 6.4-3-1.2-5-3.4-5-6.4v-4z",
  spin: "M8 2.2a5.8 5.8 0 105.8 5.8",
} as const;

export type Icon = keyof typeof ICONS;

export function icon(name: Icon, extra = "") {
  return html`<svg
    class="icon ${extra}"
    viewBox="0 0 16 16"
    aria-hidden="true"
  >${svg`<path d=${ICONS[name]} />`}</svg>`;
}

/** The logo, a lark on a wire; the same drawing as logo.svg. */
export function logo() {
  return html`<svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
    <path class="wire" d="M2 19.5h20" />
    <path
      class="bird"
      d="M3 6.2c3.6.5 5.6 1.7 7 3.6 1.1-2.4 2.7-3.8 4.9-3.8
        1.9 0 3.2 1 3.6 2.6l2.5.9-2.6 1c-.5 3.6-3.3 6-7.3 6-3.6 0-6.6-2.4-8.1-10.3z"
    />
    <path class="leg" d="M11 16.4v3.1M13.6 16v3.5" />
    <circle class="eye" cx="15.6" cy="8.8" r=".9" />
  </svg>`;
}
