// What tests do with a page in any browser: the few things that all of them can be told to do.

/** A browser with one page. */
export interface Driver extends AsyncDisposable {
  /** Of the browser. */
  readonly name: string;
  /** Of the browser. */
  readonly version: string;
  /** Opens a page, and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** Runs an expression in the page and waits for what it promises, which must be JSON. */
  run<Result>(expression: string): Promise<Result>;
  /** Presses keys, one after the other: characters, or names such as "Tab" and "ArrowDown". */
  press(...keys: readonly Key[]): Promise<void>;
  /**
   * Chooses a file, as a reader does in the window that an input opens.
   *
   * @param input An expression that finds the input in the page.
   * @param path The file.
   */
  choose(input: string, path: string): Promise<void>;
  /** Sets the size of the window, in pixels. */
  resize(width: number, height: number): Promise<void>;
  /** What the page looks like, as PNG. */
  screenshot(): Promise<Uint8Array>;
}

/** Keys with a name, by the letters that WebDriver has for them. */
export const keyLetters = {
  Tab: "\uE004",
  Enter: "\uE006",
  Space: " ",
  "2": "2",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
} as const;

/** A key that tests press, perhaps with the shift key. */
export type Key = keyof typeof keyLetters | "Shift+Tab";

const SHIFT = "\uE008";

/** Presses of keys as WebDriver's actions have them. */
export function keyActions(keys: readonly Key[]): unknown[] {
  return [{
    type: "key",
    id: "keyboard",
    actions: keys.flatMap((key) =>
      key === "Shift+Tab"
        ? [keyDown(SHIFT), ...stroke(keyLetters.Tab), keyUp(SHIFT)]
        : stroke(keyLetters[key])
    ),
  }];
}

const keyDown = (value: string) => ({ type: "keyDown", value });
const keyUp = (value: string) => ({ type: "keyUp", value });
const stroke = (value: string) => [keyDown(value), keyUp(value)];

/** What came of a page. */
export interface PageResult {
  /** The version of the browser. */
  readonly version: string;
  /** What the promise `result` of the page resolved to. */
  readonly result: string;
}

/** Opens a page and gives what its promise `result` resolves to, with the version of the browser. */
export async function resultOf(
  url: string,
  start: () => Promise<Driver>,
): Promise<PageResult> {
  await using driver = await start();
  await driver.open(url);
  return { version: driver.version, result: await driver.run<string>("result") };
}
