/** Prints a picture: alone on the paper, by the browser's or the system's own dialog. */

/** Waits for the picture to be there, opens the dialog, and cleans up when it closes. Throws where it is no picture. */
export async function printPicture(drawn: Blob, page: Window = window): Promise<void> {
  const { document } = page;
  const url = URL.createObjectURL(drawn);
  const picture = document.createElement('img');
  picture.className = 'printed';
  picture.alt = document.title;
  picture.src = url;
  const away = (): void => {
    picture.remove();
    URL.revokeObjectURL(url);
  };
  document.body.append(picture);
  try {
    await picture.decode();
    page.addEventListener('afterprint', away, { once: true });
    page.print();
  } catch (error) {
    away();
    throw error;
  }
}
