// A picture file on a pad: the button that takes it, and the digits that were found in it, to choose from.

import { MNIST_SIDE } from "../../inference/mnist_image.ts";
import { element } from "../../system/element.ts";
import { paint } from "./pixels.ts";

/** How many digits of a picture are shown; more could hardly be told apart. */
const MAX_DIGITS = 60;

/** What a strip takes from its pad. */
export interface PictureStripOptions {
  /** Finds the digits in a picture file: 28x28 bytes of each. */
  readonly read: (file: File) => Promise<readonly Uint8Array[]>;
  /** Called when a picture is about to be read. */
  readonly onRead: () => void;
  /** Called when a picture was read, and when another of its digits is chosen. */
  readonly onChange: () => void;
}

/** The digits of a picture that a reader gave. */
export class PictureStrip {
  /** To be put below the paper. */
  readonly element: HTMLElement;
  readonly #options: PictureStripOptions;
  readonly #input = element("input", { type: "file", accept: "image/png,image/jpeg,image/webp" });
  readonly #status = element("p", { class: "help", role: "status" });
  readonly #row = element("div", {
    class: "strip",
    role: "group",
    "aria-label": "Digits in the picture",
  });
  #images: readonly Uint8Array[] = [];
  #chosen = 0;
  /** Which picture was asked for last: those that come later are of no interest any more. */
  #asked = 0;

  constructor(options: PictureStripOptions) {
    this.#options = options;
    this.#input.addEventListener("change", () => {
      const [file] = this.#input.files ?? [];
      if (file !== undefined) this.take(file);
      // So that the same file can be chosen again.
      this.#input.value = "";
    });
    this.element = element("div", {
      children: [
        element("label", {
          class: "picture",
          children: ["Or read your own picture (PNG, JPEG or WebP)", this.#input],
        }),
        this.#status,
        this.#row,
      ],
    });
  }

  /** The digit that is looked at, if there is a picture. */
  get image(): Uint8Array | undefined {
    return this.#images[this.#chosen];
  }

  /** Reads a picture file. What is wrong with it is said below the button. */
  async take(file: File): Promise<void> {
    const asked = ++this.#asked;
    this.#show([]);
    this.#options.onRead();
    this.#options.onChange();
    this.#status.textContent = `Reading ${file.name}…`;
    try {
      const images = await this.#options.read(file);
      if (asked !== this.#asked) return;
      this.#status.textContent = "";
      this.#show(images);
      this.#options.onChange();
    } catch (error) {
      if (asked === this.#asked) this.#status.textContent = (error as Error).message;
    }
  }

  /** Puts the picture away. */
  clear(): void {
    this.#asked++;
    this.#status.textContent = "";
    this.#show([]);
  }

  /** Shows what a network says of each digit of the picture, if there is one. */
  showAnswers(digitOf: (image: Uint8Array) => number | undefined): void {
    if (this.#images.length === 0) return;
    const digits = this.#images.slice(0, MAX_DIGITS).map(digitOf);
    const more = this.#images.length - digits.length;
    const text = digits.map((digit) => digit ?? "?").join("");
    const said = `The picture reads ${text}${more > 0 ? `, and ${more} more digits` : ""}`;
    if (this.#status.textContent !== said) this.#status.textContent = said;
    for (const [i, button] of [...this.#row.children].entries()) {
      button.ariaPressed = `${i === this.#chosen}`;
      button.ariaLabel = `Digit ${i + 1}, read as ${digits[i] ?? "none"}`;
    }
  }

  #show(images: readonly Uint8Array[]): void {
    this.#images = images;
    this.#chosen = 0;
    this.#row.replaceChildren(
      ...images.slice(0, MAX_DIGITS).map((image, index) => {
        const canvas = element("canvas", { "aria-hidden": true });
        const values = Float32Array.from(image, (byte) => byte / 255);
        paint(canvas, { width: MNIST_SIDE, height: MNIST_SIDE, values });
        const button = element("button", { type: "button", children: [canvas] });
        button.addEventListener("click", () => {
          this.#chosen = index;
          this.#options.onChange();
        });
        return button;
      }),
    );
  }
}
