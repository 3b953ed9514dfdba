/** Prints a picture: alone on the paper, by the browser's or the system's own dialog. */
import { layersOf } from './print-layers.ts';

/** Waits for the picture (an SVG) to be there, opens the dialog, and cleans up when it closes. Throws where it is no picture. */
export async function printPicture(drawn: Blob, page: Window = window): Promise<void> {
  const { document } = page;
  const picture = document.createElement('div');
  picture.className = 'printed';
  picture.role = 'img';
  picture.ariaLabel = document.title;
  const urls: string[] = [];
  const away = (): void => {
    picture.remove();
    for (const url of urls) URL.revokeObjectURL(url);
  };
  document.body.append(picture);
  try {
    for (const svg of layersOf(await drawn.text())) {
      const layer = document.createElement('img');
      layer.alt = '';
      layer.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      urls.push(layer.src);
      picture.append(layer);
      await layer.decode();
    }
    page.addEventListener('afterprint', away, { once: true });
    page.print();
  } catch (error) {
    away();
    throw error;
  }
}
