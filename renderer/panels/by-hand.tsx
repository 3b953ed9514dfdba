/** A text that the clipboard did not take, chosen as a whole: one key copies it. */
import { TextArea, TextField } from 'react-aria-components';
import { Sheet } from '../parts/dialog.tsx';
import { useApp } from '../use-state.ts';

export function ByHand() {
  const text = useApp((state) => state.byHand);
  return (
    <Sheet id="by-hand" title="Copy by hand" wide>
      <p>The clipboard is not available here. The text is chosen: copy it as in any field.</p>
      <TextField className="field" aria-label="Text to copy" value={text} isReadOnly autoFocus>
        <TextArea
          className="input mono"
          rows={14}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </TextField>
    </Sheet>
  );
}
