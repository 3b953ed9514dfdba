/** What could not be got, and the way to ask again. */
import { Button } from 'react-aria-components';

export function FaultNote({
  fault,
  onAgain,
}: {
  readonly fault: string;
  readonly onAgain: () => void;
}) {
  return (
    <div className="callout fault" role="alert">
      <p>{fault}</p>
      <Button className="text-button" onPress={onAgain}>
        Try again
      </Button>
    </div>
  );
}
