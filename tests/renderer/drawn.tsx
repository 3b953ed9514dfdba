/** A part of the window as it is first drawn, with a part of the state as it is given. */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { EngineContext } from '#renderer/engine-context.ts';
import type { State } from '#renderer/state.ts';
import { StoreContext } from '#renderer/use-state.ts';
import { opened, startWindow } from './window.ts';

/** One gap, of a call that was refused. */
export const gaps = [
  {
    id: 'gap-1',
    kind: 'call' as const,
    account: '1',
    region: 'eu-west-1',
    message:
      'DescribeRouteTables was refused in account 1: `peerless policy` prints what to allow.',
    kinds: [],
    subject: undefined,
  },
] as unknown as ReturnType<typeof opened>['gaps'];

/** An estate with that gap is open, unless `part` says otherwise. */
export async function drawn(element: ReactElement, part: Partial<State> = {}): Promise<string> {
  const { store, state, link } = startWindow({
    open: () => Promise.resolve({ ...opened('Estate'), gaps }),
  });
  await state().openDemo();
  store.setState(part);
  // What is drawn without a page is drawn from the first state there was.
  const now = { ...store, getInitialState: store.getState };
  return renderToStaticMarkup(
    <EngineContext value={link.engine}>
      <StoreContext value={now}>{element}</StoreContext>
    </EngineContext>,
  );
}
