// A page of the report as its reader meets it: found by what it says, and moved through by the keyboard alone.

import type { Driver, Key } from "../browsers/driver.ts";

/** How long a page may take for one thing, in milliseconds: a training by the exact kernels among them. */
const PATIENCE = 20 * 60_000;
/** More stops than any page has. */
const MAX_TABS = 300;

/** The element that has the focus, inside shadow trees, too. */
const FOCUSED = `(() => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
})()`;

/** Whether an element comes before the one that has the focus, which may be in a shadow tree. */
const isBefore = (element: string) =>
  `(() => {
    const outside = (element) => element.getRootNode().host ?? element;
    const [focused, wanted] = [${FOCUSED}, ${element}];
    const inSame = focused.getRootNode() === wanted.getRootNode();
    const [a, b] = inSame ? [focused, wanted] : [outside(focused), outside(wanted)];
    return focused !== document.body &&
      (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  })()`;

/** An expression that finds the button of a name in the panel or on its pad. */
export function button(name: string): string {
  return `[...document.querySelectorAll(".training button"), ...${PAD}?.shadowRoot?.querySelectorAll("button") ?? []]
    .find(({ textContent }) => textContent === ${JSON.stringify(name)})`;
}

/** An expression that finds the element of the pad. */
export const PAD = `document.querySelector(".own-pad")`;
/** An expression that finds what is on the pad by a selector. */
export const onPad = (selector: string) =>
  `${PAD}?.shadowRoot?.querySelector(${JSON.stringify(selector)})`;
/** An expression that finds something in the panel by a selector. */
export const inPanel = (selector: string) =>
  `document.querySelector(${JSON.stringify(`.training ${selector}`)})`;

/** A page of the report in some browser. */
export class ReportPage {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** Opens a page, which then remembers its errors and what it saves. */
  async open(url: string): Promise<void> {
    await this.#driver.open(url);
    await this.#driver.run(`(() => {
      globalThis.errors = [];
      addEventListener("error", ({ message }) => errors.push(message));
      addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
      addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        errors.push(violatedDirective + " forbids " + blockedURI));
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        if (blob.type === "application/octet-stream") globalThis.saved = blob;
        return make.call(URL, blob);
      };
    })()`);
  }

  /** What went wrong in the page since it was opened. */
  errors(): Promise<string[]> {
    return this.#driver.run("errors");
  }

  /** The bytes of the file that was saved last. */
  async saved(): Promise<Uint8Array<ArrayBuffer>> {
    const text = await this.#driver.run<string>(`saved.arrayBuffer().then((buffer) => {
      let letters = "";
      for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
      return btoa(letters);
    })`);
    return Uint8Array.fromBase64(text);
  }

  /** Waits until an expression is true of the page, and gives what it came to. */
  async until<Result>(expression: string): Promise<Result> {
    const { found, said } = await this.#driver.run<{ found: Result | null; said: string }>(
      `new Promise((resolve) => {
        const end = performance.now() + ${PATIENCE};
        const look = () => {
          let found;
          let said = [...document.querySelectorAll(".training [role=status]")]
            .map(({ textContent }) => textContent).join("; ");
          said += "; the focus is " + (document.hasFocus() ? "" : "outside, and was ") + "on " +
            (${FOCUSED})?.outerHTML.slice(0, 100);
          try {
            found = ${expression};
          } catch (error) {
            said += error;
          }
          if (found || performance.now() > end) resolve({ found: found || null, said });
          else setTimeout(look, 50);
        };
        look();
      })`,
    );
    if (found === null) throw new Error(`Waited in vain for ${expression}; the page says ${said}`);
    return found;
  }

  /** Waits until the panel says something. */
  async says(text: string): Promise<string> {
    return await this.until(
      `[...document.querySelectorAll(".training [role=status]")]
        .map(({ textContent }) => textContent)
        .find((said) => said.includes(${JSON.stringify(text)}))`,
    );
  }

  async press(...keys: readonly Key[]): Promise<void> {
    await this.#driver.press(...keys);
  }

  /** Goes from one stop of the keyboard to the next until an element has the focus. */
  async tabTo(element: string): Promise<void> {
    await this.until(`${element} && (${element}).ariaDisabled !== "true"`);
    // Some browsers leave the page behind its last stop, so that it is better to go back.
    const key = await this.#driver.run<boolean>(isBefore(element)) ? "Shift+Tab" : "Tab";
    for (let tabs = 0; tabs < MAX_TABS; tabs++) {
      if (await this.#driver.run<boolean>(`${FOCUSED} === (${element})`)) return;
      await this.#driver.press(key);
    }
    throw new Error(`The keyboard does not come to ${element} within ${MAX_TABS} stops`);
  }

  /** Goes to a button and presses it. */
  async pressButton(name: string): Promise<void> {
    await this.tabTo(button(name));
    await this.#driver.press("Enter");
  }

  /** Chooses a file with an input. */
  async choose(input: string, path: string): Promise<void> {
    await this.until(`(${input}) !== null`);
    await this.#driver.choose(input, path);
  }

  /**
   * Drops a file on an element, as if it were dragged there.
   *
   * @throws {Error} If the page lets the browser open the file.
   */
  async drop(element: string, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<void> {
    const isTaken = await this.#driver.run<boolean>(`(() => {
      const bytes = Uint8Array.from(atob("${bytes.toBase64()}"), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}));
      return !(${element}).dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }),
      );
    })()`);
    if (!isTaken) throw new Error(`The browser would open what is dropped on ${element}`);
  }
}
