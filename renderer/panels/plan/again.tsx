/** Makes a plan that was stopped, or failed, once more. */
import { Button } from 'react-aria-components';
import { useApp } from '../../use-state.ts';

export function Again({ words }: { readonly words: string }) {
  const replan = useApp((state) => state.replan);
  return (
    <Button className="button" onPress={() => void replan()}>
      {words}
    </Button>
  );
}
