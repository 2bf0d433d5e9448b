// A part of a panel: the reader's own images in place of MNIST's.

import { element } from "../../system/element.ts";
import type { OwnImages } from "./images.ts";
import { bytesOfFiles } from "./own_images_file.ts";
import type { Panel } from "./panel.ts";
import { readInWorker } from "./reading.ts";
import { takeFiles } from "./take_files.ts";

const HELP = "Drop them here or choose them: the four IDX files of MNIST, or mnist_train.csv and " +
  "mnist_test.csv, or one train.csv with a label and 784 pixels in each line, of which the last " +
  "seventh is kept to test. Each may be packed (.gz). They stay in this page.";

/** Takes files of images, and gives the training what is in them. */
export function ownImages({ session, page: { startReading } }: Panel): HTMLElement {
  const status = element("p", { role: "status" });
  const back = element("button", {
    type: "button",
    "aria-disabled": true,
    children: ["Back to MNIST"],
  });
  const input = element("input", { type: "file", multiple: "" });
  const box = element("details", {
    class: "own",
    children: [
      element("summary", { children: ["Train it on your own images"] }),
      element("p", { class: "note", children: [HELP] }),
      element("label", { children: ["Files of images ", input] }),
      back,
      status,
    ],
  });
  let asked = 0;
  const take = async (files: readonly File[]) => {
    const mine = ++asked;
    status.textContent = `Reading ${files.map(({ name }) => name).slice(0, 4).join(", ")}…`;
    try {
      const { images } = await readInWorker(
        { type: "images", files: await bytesOfFiles(files) },
        { startWorker: startReading },
      );
      if (mine !== asked) return;
      session.useImages(images);
      back.ariaDisabled = "false";
      status.textContent = describe(images);
    } catch (error) {
      if (mine === asked) status.textContent = (error as Error).message;
    }
  };
  takeFiles(input, { dropOn: box, take });
  back.addEventListener("click", () => {
    if (back.ariaDisabled === "true") return;
    asked++;
    session.useImages(undefined);
    back.ariaDisabled = "true";
    status.textContent = "Back to the images of MNIST.";
  });
  return box;
}

function describe({ train, test }: OwnImages): string {
  const count = (labels: Uint8Array) => labels.length.toLocaleString("en-GB");
  return `${count(train.labels)} images to train with and ` +
    `${
      count(test.labels)
    } to test with. What is trained on them is yours, and is not compared with ` +
    "the published weights.";
}
