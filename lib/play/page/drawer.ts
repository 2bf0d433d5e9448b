// Pictures of a page that a Worker draws: each shows the newest that there is, and none is waited for.

import { element } from "../../system/element.ts";
import type { Drawing } from "./drawing.ts";
import type { DrawingTask, DrawnPicture } from "./drawing_worker.ts";

/** What draws for a page. */
export interface Draughtsman {
  postMessage(task: DrawingTask): void;
  onmessage: ((event: MessageEvent<DrawnPicture>) => void) | null;
}

/** Makes pictures that share a Worker. */
export class Drawer {
  readonly #worker: Draughtsman;
  readonly #pictures: DrawnImage[] = [];

  constructor(worker: Draughtsman) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#pictures[data.id].show(data);
  }

  /** A place for a picture, hidden until there is one. */
  picture(name: string): DrawnImage {
    const id = this.#pictures.length;
    const picture = new DrawnImage(name, (drawing) => this.#worker.postMessage({ id, drawing }));
    this.#pictures.push(picture);
    return picture;
  }
}

/** A picture that a Worker draws. */
export class DrawnImage {
  readonly element: HTMLImageElement;
  readonly #post: (drawing: Drawing) => void;
  /** What is to be drawn as soon as the drawing under way is done. */
  #next: Drawing | undefined;
  #isBusy = false;
  /** Whether the drawing under way is still of use. */
  #isWanted = false;

  constructor(name: string, post: (drawing: Drawing) => void) {
    this.element = element("img", { class: name, hidden: "" });
    this.#post = post;
  }

  /** Draws something in place of what is there; of what comes while it is busy, the last. */
  draw(drawing: Drawing): void {
    if (this.#isBusy) {
      this.#next = drawing;
      return;
    }
    this.#isBusy = this.#isWanted = true;
    this.#post(drawing);
  }

  /** Shows what was drawn, unless it was taken away in the meantime. */
  show({ source, text }: DrawnPicture): void {
    this.#isBusy = false;
    if (this.#isWanted) {
      this.element.src = source;
      this.element.alt = text;
      this.element.hidden = false;
    }
    const next = this.#next;
    this.#next = undefined;
    if (next !== undefined) this.draw(next);
  }

  /** Takes the picture away. */
  clear(): void {
    this.#isWanted = false;
    this.#next = undefined;
    this.element.hidden = true;
  }
}
