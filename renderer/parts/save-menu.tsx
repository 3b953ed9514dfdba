/** The menu that saves what a panel tells: as text of several sorts, and as the picture on the canvas. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Icon } from './icon.tsx';

interface Item {
  readonly id: string;
  readonly title: string;
  readonly extension: string;
  readonly description: string;
}

/** What the picture is called among the items; no format is called so. */
const PICTURE = 'the picture';

export function SaveMenu({
  items,
  picture,
  onSave,
}: {
  readonly items: readonly Item[];
  /** Where there is a picture: what it shows, in a sentence without its full stop. */
  readonly picture?: { readonly says: string; readonly onChoose: () => void };
  readonly onSave: (id: string) => void;
}) {
  return (
    <MenuTrigger>
      <Button className="button">
        <Icon id="export" /> Save as…
      </Button>
      <Popover className="popover" placement="top end" offset={4}>
        <Menu
          className="list menu plan-formats"
          onAction={(key) => (key === PICTURE ? picture?.onChoose() : onSave(String(key)))}
        >
          {items.map(({ id, title, description, extension }) => (
            <MenuItem key={id} id={id} className="list-item plan-format" textValue={title}>
              <span className="format-title">
                {title} <code className="mono quiet">.{extension}</code>
              </span>
              <span className="quiet">{description}</span>
            </MenuItem>
          ))}
          {picture && (
            <MenuItem id={PICTURE} className="list-item plan-format" textValue="Picture">
              <span className="format-title">Picture…</span>
              <span className="quiet">{picture.says}</span>
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
