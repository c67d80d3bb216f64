// One row of the hex view: its nodes are reused, and only changes are written.

import { setText } from "../html";

export class HexLine {
  readonly element = document.createElement("div");
  readonly #offset = document.createElement("span");
  readonly #bytes: HTMLElement[] = [];
  readonly #chars: HTMLElement[] = [];

  constructor(wide: number) {
    this.element.className = "hexline";
    this.#offset.className = "offset";
    const [bytes, chars] = [document.createElement("span"), document.createElement("span")];
    bytes.className = "bytes";
    chars.className = "ascii";
    for (let i = 0; i < wide; i++) {
      const [byte, char] = [document.createElement("span"), document.createElement("span")];
      this.#bytes.push(byte);
      this.#chars.push(char);
      bytes.append(byte, i === 7 && wide > 8 ? "  " : i < wide - 1 ? " " : "");
      chars.append(char);
    }
    this.element.append(this.#offset, bytes, chars);
  }

  /** The first byte's offset; dimmed while the bytes are loading. */
  offset(words: string, waiting: boolean): void {
    setText(this.#offset, words);
    this.element.classList.toggle("waiting", waiting);
  }

  cell(index: number, byte: string, char: string, names: string, at: number): void {
    write(this.#bytes[index], byte, names, at);
    write(this.#chars[index], char, names, at);
  }
}

function write(node: HTMLElement | undefined, words: string, names: string, at: number) {
  if (!node) return;
  setText(node, words);
  if (node.className !== names) node.className = names;
  if (at < 0) node.removeAttribute("data-at");
  else if (node.getAttribute("data-at") !== String(at)) node.setAttribute("data-at", String(at));
}
