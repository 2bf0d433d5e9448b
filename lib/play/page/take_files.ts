// Files from a reader: chosen by a button, or dropped.

/** Keeps a page where it is when files miss the elements that take them. */
export function keepPage(): void {
  for (const type of ["dragover", "drop"] as const) {
    document.addEventListener(type, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }
}

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
    // Else the browser would open the file.
    event.preventDefault();
    give(event.dataTransfer?.files);
  });
}
