/** That a list of the start could not be read, why, and the way to it. */
import { Button } from 'react-aria-components';
import { Typed } from '../parts/text.tsx';
import { sentence } from '../words/fault.ts';

export function NotRead(props: {
  readonly what: string;
  readonly fault: string;
  readonly again: () => Promise<void>;
}) {
  return (
    <div className="start-not-read" role="alert">
      <p>
        {props.what} could not be read. <Typed text={sentence(props.fault)} />
      </p>
      <Button className="button" onPress={() => void props.again()}>
        Try again
      </Button>
    </div>
  );
}
