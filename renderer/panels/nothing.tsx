/** What is said, and offered, where there is nothing to draw. */
import { Button } from 'react-aria-components';
import { ActionButton } from '../parts/press.tsx';
import { isNarrowed } from '../state/seen.ts';
import { useApp } from '../use-state.ts';
import { Partial } from './partial.tsx';

export function Nothing() {
  const narrowed = useApp(isNarrowed);
  const showAll = useApp((state) => state.showAll);
  const openView = useApp((state) => state.openView);
  if (narrowed)
    return (
      <>
        <p>Nothing of the network is left by this view.</p>
        <div className="row">
          <Button className="button" onPress={() => void showAll()}>
            Show the whole network
          </Button>
          <Button className="button" onPress={() => openView()}>
            Choose what to show
          </Button>
        </div>
      </>
    );
  return (
    <>
      <p>This source holds no VPC and no transit gateway, so there is nothing to draw.</p>
      <Partial>They may be in what could not be seen:</Partial>
      <div className="row">
        <ActionButton id="open-file" icon="file" />
        <ActionButton id="collect" icon="cloud" />
      </div>
    </>
  );
}
