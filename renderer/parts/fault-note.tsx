/** That something could not be had, why, and the way to ask again. */
import { Button } from 'react-aria-components';
import { sentence } from '../words/fault.ts';
import { Typed } from './text.tsx';

export function FaultNote(props: {
  /** What could not be had, as a sentence. */
  readonly what: string;
  readonly fault: string;
  readonly onAgain: () => void;
}) {
  return (
    <div className="callout fault" role="alert">
      <p>
        {props.what} <Typed text={sentence(props.fault)} />
      </p>
      <Button className="text-button" onPress={props.onAgain}>
        Try again
      </Button>
    </div>
  );
}
