// Files from a reader: chosen by a button, or dropped.

/** Calls a function with the files that are chosen by an input or dropped on an element. */
export function takeFiles(
  input: HTMLInputElement,
  { dropOn, take }: { dropOn: HTMLElement; take: (files: readonly File[]) => void },
): void {
  const give = (files: FileList | null | undefined) => {
    if (files != null && files.length > 0) take([...files]);
  };
  input.addEventListener("change", () => {
    give(input.files);
    // So that the same file can be chosen again.
    input.value = "";
  });
  dropOn.addEventListener("dragover", (event) => event.preventDefault());
  dropOn.addEventListener("drop", (event) => {
    // Else the browser would leave the page for the file.
    event.preventDefault();
    give(event.dataTransfer?.files);
  });
}
