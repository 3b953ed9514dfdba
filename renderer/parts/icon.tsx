/** Line icons, drawn by ourselves: 16 units square, stroke in the colour of the text. */
import type { ReactNode } from 'react';

const PATHS = {
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  left: (
    <>
      <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
      <path d="M6.2 2.5v11" />
    </>
  ),
  right: (
    <>
      <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
      <path d="M9.8 2.5v11" />
    </>
  ),
  drawer: (
    <>
      <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
      <path d="M2 9.5h12" />
    </>
  ),
  export: <path d="M8 2.5v7M5 6.8l3 3 3-3M2.8 11v1.6c0 .5.4.9.9.9h8.6c.5 0 .9-.4.9-.9V11" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  back: <path d="M13 8H3.5M7 4.5 3.5 8 7 11.5" />,
  swap: <path d="M4.5 2.5v10M2 10l2.5 2.5L7 10M11.5 13.5v-10M9 6l2.5-2.5L14 6" />,
  fit: <path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3" />,
  map: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <rect x="7.5" y="7" width="4.5" height="4" />
    </>
  ),
  pencil: <path d="m10.5 3 2.5 2.5L6 12.5l-3 .5.5-3z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  target: (
    <>
      <circle cx="8" cy="8" r="4.5" />
      <path d="M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 3.5v-.2c0-.4-.4-.8-.8-.8H3.3c-.4 0-.8.4-.8.8v6.4c0 .4.4.8.8.8h.2" />
    </>
  ),
  link: (
    <path d="M9.5 2.5h4v4M13.5 2.5 7.5 8.5M12 9.5v3.2c0 .4-.4.8-.8.8H3.3c-.4 0-.8-.4-.8-.8V4.8c0-.4.4-.8.8-.8h3.2" />
  ),
  trace: (
    <>
      <circle cx="3.5" cy="12" r="1.8" />
      <circle cx="12.5" cy="4" r="1.8" />
      <path d="M5.3 12h3.2c1.5 0 1.5-8 0-8h2.2" />
    </>
  ),
  matrix: <path d="M2.5 2.5h11v11h-11zM6.2 2.5v11M9.8 2.5v11M2.5 6.2h11M2.5 9.8h11" />,
  plan: (
    <>
      <circle cx="8" cy="8" r="2.4" />
      <path d="M8 2v3.6M8 10.4V14M2.8 5l3.1 1.8M10.1 9.2l3.1 1.8M13.2 5l-3.1 1.8M5.9 9.2 2.8 11" />
    </>
  ),
  first: <path d="M4 3.5v9M12 3.5 6.5 8l5.5 4.5" />,
  previous: <path d="m10 3.5-5 4.5 5 4.5" />,
  next: <path d="m6 3.5 5 4.5-5 4.5" />,
  last: <path d="M12 3.5v9M4 3.5 9.5 8 4 12.5" />,
  folder: (
    <path d="M2 12.2V4.3c0-.4.4-.8.8-.8h3.1l1.5 1.7h5.8c.4 0 .8.4.8.8v6.2c0 .4-.4.8-.8.8H2.8a.8.8 0 0 1-.8-.8z" />
  ),
  file: (
    <path d="M9 2H4.3a.8.8 0 0 0-.8.8v10.4c0 .4.4.8.8.8h7.4c.4 0 .8-.4.8-.8V5.5zM9 2v3.5h3.5" />
  ),
  cloud: <path d="M4.6 12.5a2.9 2.9 0 0 1-.3-5.8 3.9 3.9 0 0 1 7.5-.6 3.2 3.2 0 0 1-.4 6.4z" />,
  mesh: <path d="m8 2 5.5 4-2 6.5h-7l-2-6.5zM8 2l3.5 10.5L2.5 6h11l-9 6.5z" />,
  gap: (
    <>
      <circle cx="8" cy="8" r="5.7" strokeDasharray="2.6 2.2" />
      <path d="M6.4 6.4c.2-1.9 3.3-1.8 3.2 0-.1 1.1-1.6 1.1-1.6 2.5M8 11v.1" />
    </>
  ),
  check: <path d="m3 8.5 3.2 3.2L13 5" />,
  filter: <path d="M2.5 4.5h11M4.7 8h6.6M6.7 11.5h2.6" />,
  settings: (
    <>
      <path d="M2.5 5h5M11.5 5h2M2.5 11h2M8.5 11h5" />
      <circle cx="9.5" cy="5" r="1.9" />
      <circle cx="6.5" cy="11" r="1.9" />
    </>
  ),
  mute: (
    <>
      <path d="M6.5 3.2A4 4 0 0 1 12 6.8v2.4M4 6.8v2.7L2.8 11.5H11M6.6 13.5h2.8M2.5 2.5l11 11" />
    </>
  ),
  undo: <path d="M5.5 3 2.8 5.7l2.7 2.7M3 5.7h6.2a3.6 3.6 0 0 1 0 7.2H6" />,
  book: (
    <path d="M8 4.2C6.6 3 4.6 2.8 2.5 3v9.5c2.1-.2 4.1 0 5.5 1.2 1.4-1.2 3.4-1.4 5.5-1.2V3c-2.1-.2-4.1 0-5.5 1.2zM8 4.2v9.5" />
  ),
  legend: <path d="M2.5 4h3v3h-3zM2.5 10.5h3M8 5.5h5.5M8 10.5h5.5" />,
} as const satisfies Record<string, ReactNode>;

export type IconId = keyof typeof PATHS;

/** Decoration only: whoever uses it gives the accessible name. */
export function Icon({ id, size = 16 }: { readonly id: IconId; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {PATHS[id]}
    </svg>
  );
}
