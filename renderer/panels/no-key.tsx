/** What a page opened without its key shows. */
export function NoKey() {
  return (
    <main className="start">
      <div className="start-card" role="alert">
        <p className="start-title">This address lacks its key</p>
        <p>
          Open the full address that <code className="mono">peerless serve</code> printed, with
          everything after the <code className="mono">#</code>. The key keeps other programs on this
          machine out.
        </p>
      </div>
    </main>
  );
}
