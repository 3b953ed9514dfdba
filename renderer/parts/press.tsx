/** Buttons: for an action of the family, for a local deed, and for an icon alone. */
import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { Action } from '../actions/action.ts';
import { isMac, keysShown, shownKeys } from '../keys.ts';
import { actionOf, perform, whyNot, type ActionId } from '../perform.ts';
import { useApp, useWindow } from '../use-state.ts';
import { Icon, type IconId } from './icon.tsx';

/** An icon with its name in a tooltip. */
export function IconButton(props: {
  readonly icon: IconId;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}) {
  const { icon, label, keys, pressed } = props;
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button
        className="icon-button"
        aria-label={label}
        {...(pressed !== undefined && { 'aria-pressed': pressed })}
        isDisabled={props.isDisabled ?? false}
        onPress={props.onPress}
      >
        <Icon id={icon} />
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {keys !== undefined && <Keys keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** An action as an icon. */
export function ActionIcon({ id, icon }: { readonly id: ActionId; readonly icon: IconId }) {
  const store = useWindow();
  const action = actionOf(id);
  const disabled = useApp((state) => whyNot(action, state) !== undefined);
  const pressed = useApp((state) => action.checked?.({ state }));
  const keys = useApp(({ singleKeys }) => keysShown(action, singleKeys));
  return (
    <IconButton
      icon={icon}
      label={action.title}
      keys={keys}
      pressed={pressed}
      isDisabled={disabled}
      onPress={() => perform(store, id)}
    />
  );
}

/** An action as a button with words. */
export function ActionButton(props: {
  readonly id: ActionId;
  readonly icon?: IconId;
  readonly primary?: boolean;
  readonly children?: ReactNode;
}) {
  const store = useWindow();
  const action = actionOf(props.id);
  const disabled = useApp((state) => whyNot(action, state) !== undefined);
  return (
    <Button
      className={props.primary ? 'button primary' : 'button'}
      isDisabled={disabled}
      onPress={() => perform(store, props.id)}
    >
      {props.icon && <Icon id={props.icon} />}
      {props.children ?? action.title}
    </Button>
  );
}

/** Those of an action, where it has some that act. */
export function ActionKeys({ action }: { readonly action: Action }) {
  const keys = useApp(({ singleKeys }) => keysShown(action, singleKeys));
  return keys === undefined ? null : <Keys keys={keys} />;
}

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="keys">
      {shownKeys(keys, isMac()).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
