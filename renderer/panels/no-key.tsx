/** What a page opened without its key shows. */
import { useLayoutEffect } from 'react';
import { useShade, wear } from '../theme.ts';

export function NoKey() {
  // Nothing is known of this user: it looks as the system does.
  const shade = useShade('system');
  useLayoutEffect(() => wear(shade), [shade]);
  return (
    <main className="start">
      <div className="start-card" role="alert">
        <h1 className="start-title">This address lacks its key</h1>
        <p>
          Open the full address that <code className="mono">peerless serve</code> printed, with
          everything after the <code className="mono">#</code>. The key keeps other programs on this
          machine out.
        </p>
      </div>
    </main>
  );
}
