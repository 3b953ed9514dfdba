/** A dialog in the middle of the window, with its title and a way out. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useApp } from '../use-state.ts';
import type { DialogId } from '../state/frame.ts';
import { IconButton } from './press.tsx';

export function Sheet(props: {
  readonly id: DialogId;
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const open = useApp((state) => state.dialog === props.id);
  const show = useApp((state) => state.showDialog);
  return (
    <ModalOverlay
      className="overlay"
      isDismissable
      isOpen={open}
      onOpenChange={(is) => !is && show(undefined)}
    >
      <Modal className={props.wide ? 'sheet wide' : 'sheet'}>
        <Dialog className="sheet-body">
          <header className="sheet-head">
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <IconButton icon="close" label="Close" onPress={() => show(undefined)} />
          </header>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
